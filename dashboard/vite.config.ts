import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  plugins: [react()],
  // The server may put a fresh nonce in place of this word on each answer; Mantine's style elements carry it.
  html: { cspNonce: 'CSP_NONCE' },
  build: {
    outDir: '../dist/dashboard',
    emptyOutDir: true,
    // Everything comes from our own origin as a file: no `data:` in the content security policy.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
