import { is } from 'drizzle-orm';
import { CasingCache } from 'drizzle-orm/casing';
import { getTableConfig, type SQLiteColumn, SQLiteTable } from 'drizzle-orm/sqlite-core';
import { afterAll, expect, test } from 'vitest';
import * as schema from '#db/schema.ts';
import { createTemporaryDatabase } from '#tests/support/temporary-database.ts';

const { db, remove } = createTemporaryDatabase();
afterAll(remove);

const casing = new CasingCache('snake_case');
const tables = Object.values(schema).flatMap((value) => (is(value, SQLiteTable) ? [value] : []));
const nameOf = (column: unknown) => casing.getColumnCasing(column as SQLiteColumn);

interface ColumnInfo {
  name: string;
  type: string;
  notnull: number;
  pk: number;
}

test.each(tables.map((table) => [getTableConfig(table).name, table] as const))(
  'the migrations and schema.ts agree about "%s"',
  (name, table) => {
    const config = getTableConfig(table);
    const migrated = db.$client.pragma(`table_info(${name})`) as ColumnInfo[];
    expect(migrated.map((column) => [column.name, column.type.toLowerCase(), column.notnull === 1])).toEqual(
      config.columns.map((column) => [nameOf(column), column.getSQLType(), column.notNull || column.primary]),
    );
    const keys = config.primaryKeys[0]?.columns ?? config.columns.filter((column) => column.primary);
    expect(
      migrated
        .filter((column) => column.pk > 0)
        .sort((a, b) => a.pk - b.pk)
        .map((column) => column.name),
    ).toEqual(keys.map(nameOf));
  },
);

test.each(tables.map((table) => [getTableConfig(table).name, table] as const))(
  'the migrations and schema.ts agree about the indexes and foreign keys of "%s"',
  (name, table) => {
    const config = getTableConfig(table);
    const migrated = (
      db.$client.pragma(`index_list(${name})`) as { name: string; unique: number; origin: string }[]
    )
      .filter((index) => index.origin === 'c')
      .map((index) => `${index.name} ${index.unique === 1}`);
    expect(migrated.sort()).toEqual(
      config.indexes.map((index) => `${index.config.name} ${index.config.unique}`).sort(),
    );
    const references = db.$client.pragma(`foreign_key_list(${name})`) as {
      from: string;
      table: string;
      on_delete: string;
    }[];
    expect(references.map((key) => `${key.from} ${key.table} ${key.on_delete.toLowerCase()}`).sort()).toEqual(
      config.foreignKeys
        .map((key) => {
          const { columns, foreignTable } = key.reference();
          return `${nameOf(columns[0])} ${getTableConfig(foreignTable).name} ${key.onDelete}`;
        })
        .sort(),
    );
  },
);

test('every table is strict', () => {
  const listed = db.$client.pragma('table_list') as {
    name: string;
    type: string;
    strict: number;
  }[];
  const ours = listed.filter((table) => table.type === 'table' && !table.name.startsWith('sqlite_'));
  expect(ours.filter((table) => table.strict === 0)).toEqual([]);
});
