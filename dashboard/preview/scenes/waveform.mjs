/** Resolves when the player of a call shows its sound. */
export const waveform = async (page) => {
  await page.locator('[data-testid=player][data-ready=true]').waitFor();
};
