import { createServer } from 'node:http';
import { openDatabase } from '#db/client.ts';
import { dataFolderAt } from '#db/data-folder.ts';
import { serve, servicesOn } from './api-server.ts';

// The handlers of the routes in a process of their own, on the data folder and the port of the environment.

const folder = dataFolderAt(process.env.HINDCAST_DATA!);
const services = servicesOn({ db: openDatabase(folder.database), folder });
createServer((incoming, outgoing) => void serve(incoming, outgoing, services)).listen(
  Number(process.env.PORT),
  '127.0.0.1',
  () => console.log('listening'),
);

// What it runs under may be killed and leave it behind.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && process.exit(1), 500).unref();
