import { bundleUnderTest, type TestBundle } from './test-bundle.ts';

/** Bundles the inspector from the sources as they are. */
export const bundleInspector = (): Promise<TestBundle> =>
  bundleUnderTest('inspector', 'server/inspection/inspector.ts');
