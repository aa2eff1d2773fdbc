/** Arguments of `unshare` that run a command with a small disk in memory over a folder, as any user. */
export function onSmallDisk(folder: string, kb: number, command: readonly string[]): readonly string[] {
  const script = `mount -t tmpfs -o size=${kb}k tmpfs "$1" && shift && exec "$@"`;
  return ['--user', '--map-root-user', '--mount', 'sh', '-c', script, 'sh', folder, ...command];
}
