/** What `new Worker(url, options)` takes to start a module of ours as a thread. */
export type ThreadModule = { readonly url: URL; readonly options: { readonly execArgv?: string[] } };

/**
 * The module `name` (without extension) beside the one with the address `beside`, ready to be a thread. The built program
 * is plain JavaScript; from the sources (tests), a thread needs help to read TypeScript.
 */
export function threadModule(beside: string, name: string): ThreadModule {
  const fromSource = beside.endsWith('.ts');
  const url = new URL(`./${name}${fromSource ? '.ts' : '.js'}`, beside);
  return {
    url,
    options: fromSource ? { execArgv: ['--import', new URL('./from-source.mjs', import.meta.url).href] } : {},
  };
}
