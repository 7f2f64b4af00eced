/** @type {import('next').NextConfig} */
const config = {
  // Types are the gate's business (`npm run check`): a type error must not keep anyone from starting.
  typescript: { ignoreBuildErrors: true },
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  serverExternalPackages: ['better-sqlite3', 'pino'],
};

export default config;
