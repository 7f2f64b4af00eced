export function serveSteps<Case>(
  prepare: (work: Case) => Promise<{ step: () => unknown; about?: object }>,
): Promise<void>;
