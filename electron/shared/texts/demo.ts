/** What may be wrong with the scene of a demo. */
export const demoTexts = {
  unknownScene: (scenes: string) => `--scene is one of: ${scenes}.`,
  sceneOfDemo: 'The demo plays the --scene: give --demo as well.',
};
