/** The sentence that refuses a Node that is too old, or nothing. Older syntax on purpose: an old Node must read it. */
export function nodeComplaint(version, least) {
  const parts = version.split('.').map(Number);
  const wanted = least.split('.').map(Number);
  const isEnough = parts[0] > wanted[0] || (parts[0] === wanted[0] && parts[1] >= wanted[1]);
  if (isEnough) return '';
  return `This is Node ${version}, and Centralita needs ${least} or newer: install it, then run the command again.`;
}
