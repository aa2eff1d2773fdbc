import { useQuery } from '@tanstack/react-query';
import { useCallback } from 'react';
import { siteQuery } from '../api/queries.ts';
import { useFormat } from '../format/use-format.ts';

/** Gives a queue's name in the page's language; its id when the site no longer has it. */
export function useQueueName(): (queueId: string) => string {
  const site = useQuery({ ...siteQuery, enabled: false });
  const format = useFormat();
  return useCallback(
    (queueId) => {
      const queue = site.data?.queues.find((one) => one.id === queueId);
      return queue === undefined ? queueId : format.local(queue.name);
    },
    [site.data, format],
  );
}
