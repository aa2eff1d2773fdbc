import '@xyflow/react/dist/base.css';
import { useMantineColorScheme } from '@mantine/core';
import {
  Background,
  type Connection,
  Controls,
  type Edge,
  MarkerType,
  type Node,
  ReactFlow,
  ReactFlowProvider,
} from '@xyflow/react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { FlowGraph } from '../../../../services/http/protocol.ts';
import type { GraphStep } from './figures.ts';
import { useFlowView } from './flow-view.ts';
import { laidOut } from './layout.ts';
import { useStepWords } from './step-looks.ts';
import { StepNode } from './step-node.tsx';
import { WayEdge } from './way-edge.tsx';

const nodeTypes = { step: StepNode };
const edgeTypes = { way: WayEdge };

type Props = {
  readonly graph: FlowGraph;
  readonly connect: (from: string, exit: string, to: string | null) => void;
};

/** The flow, drawn. Where boxes stand is worked out anew each time: nothing of it is kept. */
export function Graph({ graph, connect }: Props) {
  const { t } = useTranslation();
  const { colorScheme } = useMantineColorScheme();
  const words = useStepWords();
  const view = useFlowView();
  const shape = JSON.stringify(graph.steps.map(({ id, type, exits }) => [id, type, exits]));
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is drawn (the shape) moves boxes, not what is written in them
  const laid = useMemo(
    () =>
      laidOut(
        graph,
        (id) => (graph.steps.find((one) => one.id === id)?.type === 'sub-flow' ? 104 : 82),
        (exit) => `${exit} 0000`,
      ),
    [shape],
  );
  const nodes: Node<{ step: GraphStep; first: boolean }>[] = graph.steps.flatMap((step) => {
    const box = laid.boxes.get(step.id);
    if (!box) return [];
    return {
      id: step.id,
      type: 'step',
      position: { x: box.x, y: box.y },
      width: box.width,
      height: box.height,
      data: { step, first: step.id === graph.start },
      selected: view.chosen === step.id,
      ariaLabel: `${words.type(step.type)}: ${words.name(step)}`,
    };
  });
  const edges: Edge[] = laid.lines.map((line) => ({
    id: line.id,
    source: line.from,
    target: line.to,
    sourceHandle: line.exits[0] ?? null,
    type: 'way',
    focusable: false,
    markerEnd: { type: MarkerType.ArrowClosed, width: 16, height: 16 },
    data: { line, disconnect: (from: string, exit: string) => connect(from, exit, null) },
  }));
  return (
    <section className="panel flow-graph" aria-label={t('flow.graph')} data-testid="flow-graph">
      <ReactFlowProvider>
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          edgeTypes={edgeTypes}
          colorMode={colorScheme === 'auto' ? 'system' : colorScheme}
          nodesDraggable={false}
          nodesConnectable={view.editing}
          edgesFocusable={false}
          deleteKeyCode={null}
          minZoom={0.2}
          maxZoom={1.5}
          fitView
          fitViewOptions={{ padding: 0.04, maxZoom: 1 }}
          preventScrolling
          ariaLabelConfig={{
            'node.a11yDescription.default': t('flow.keyboard'),
            'node.a11yDescription.keyboardDisabled': t('flow.keyboard'),
            'controls.ariaLabel': t('flow.zoom'),
            'controls.zoomIn.ariaLabel': t('flow.zoomIn'),
            'controls.zoomOut.ariaLabel': t('flow.zoomOut'),
            'controls.fitView.ariaLabel': t('flow.fit'),
          }}
          onNodeClick={(_, node) => view.choose(node.id)}
          onPaneClick={() => view.choose(null)}
          onNodesChange={(changes) => {
            // Enter and the space bar choose too.
            for (const one of changes) if (one.type === 'select' && one.selected) view.choose(one.id);
          }}
          onConnect={({ source, sourceHandle, target }: Connection) => {
            if (sourceHandle !== null) connect(source, sourceHandle, target);
          }}
          proOptions={{ hideAttribution: true }}
        >
          <Background gap={24} size={1} />
          <Controls showInteractive={false} />
        </ReactFlow>
      </ReactFlowProvider>
    </section>
  );
}
