/** @type {import('next').NextConfig} */
const config = {
  // `npm start` builds each state of the sources into its own folder under dist/.
  distDir: process.env.HINDCAST_DIST_DIR ?? '.next',
  // Types are the gate's business (`npm run check`): a type error must not keep anyone from starting.
  typescript: {
    ignoreBuildErrors: true,
    // Next adds its generated types to the file it is given; ours stays as it is.
    tsconfigPath: process.env.HINDCAST_DIST_DIR?.startsWith('dist/')
      ? 'dist/tsconfig.web.json'
      : 'tsconfig.json',
  },
  poweredByHeader: false,
  productionBrowserSourceMaps: false,
  serverExternalPackages: ['better-sqlite3', 'pino'],
};

export default config;
