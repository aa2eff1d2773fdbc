import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const petrol: MantineColorsTuple = [
  '#e9f4f5',
  '#d3e7e9',
  '#a8d0d5',
  '#7bb8c0',
  '#52a1ab',
  '#358f9a',
  '#23808c',
  '#1b6a75',
  '#13565f',
  '#08434b',
];

/** To take a call, and to end one: the same everywhere, white on them at a contrast above 4.5. */
const go: MantineColorsTuple = [
  '#e2f4e9',
  '#c6e8d3',
  '#93d3ad',
  '#5fbd87',
  '#36a868',
  '#1a9653',
  '#108043',
  '#0d7039',
  '#0a5f30',
  '#074d26',
];
const stop: MantineColorsTuple = [
  '#fdeae8',
  '#f9d1cd',
  '#f1a49d',
  '#e8766c',
  '#dd5145',
  '#d03c30',
  '#c0322a',
  '#b0271f',
  '#961f18',
  '#7d1812',
];

/** A cool grey instead of Mantine's neutral one, so that surfaces and the accent belong together. */
const dark: MantineColorsTuple = [
  '#dbe1e6',
  '#b8c1c9',
  '#96a1ab',
  '#6b7782',
  '#3c4751',
  '#2d363f',
  '#222a32',
  '#182027',
  '#12181e',
  '#0c1116',
];

export const theme = createTheme({
  primaryColor: 'petrol',
  primaryShade: { light: 7, dark: 6 },
  colors: { petrol, dark, go, stop },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "Noto Sans Mono", Menlo, Consolas, monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.1875rem' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.35' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
    },
  },
  defaultRadius: 'md',
  radius: { xs: '0.1875rem', sm: '0.3125rem', md: '0.5rem', lg: '0.75rem', xl: '1.25rem' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Table: { defaultProps: { verticalSpacing: 6, horizontalSpacing: 'sm' } },
    Tooltip: { defaultProps: { openDelay: 300, withArrow: true } },
    // Its placeholder for the focus is no item, and a menu may have nothing else: the first item takes the focus.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    // Its scroll lock writes a style element without our nonce.
    Modal: { defaultProps: { centered: true, lockScroll: false } },
  },
});

/** Text that Mantine leaves too pale on our surfaces (contrast below 4.5). */
export const cssVariablesResolver: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-text': '#17222b',
    '--mantine-color-dimmed': '#55626d',
    '--mantine-color-placeholder': '#66727d',
    '--mantine-color-error': '#b3261e',
    '--mantine-color-anchor': '#13565f',
    '--mantine-color-body': '#ffffff',
    '--mantine-color-petrol-light-color': '#13565f',
  },
  dark: {
    '--mantine-color-text': '#dbe1e6',
    '--mantine-color-dimmed': '#9fabb5',
    '--mantine-color-placeholder': '#8d99a4',
    '--mantine-color-error': '#ffa59c',
    '--mantine-color-anchor': '#7bc3cc',
    '--mantine-color-petrol-light-color': '#a8d0d5',
  },
});
