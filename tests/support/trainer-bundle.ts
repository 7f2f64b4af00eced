import { bundleUnderTest, type TestBundle } from './test-bundle.ts';

/** Bundles the trainer from the sources as they are. */
export const bundleTrainer = (): Promise<TestBundle> => bundleUnderTest('trainer', 'workers/trainer.ts');
