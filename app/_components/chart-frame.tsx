'use client';

import { Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { type ReactNode, useRef } from 'react';
import { Card } from '#app/_components/card.tsx';
import { pictureOfChart } from '#app/_lib/chart-picture.ts';
import { type ChartTable, tableToCsv } from '#app/_lib/chart-table.ts';
import { downloadBlob, fileNameOf } from '#app/_lib/download.ts';
import { readProblem } from '#app/_lib/read-problem.ts';
import styles from './chart-frame.module.css';
import { ChartTableView } from './chart-table-view.tsx';

interface ChartFrameProps {
  readonly title: string;
  /** The unit of the vertical axis, and what part is shown. */
  readonly note?: ReactNode;
  /** What the chart shows, in a sentence: for those who do not see it. */
  readonly sentence: string;
  /** The numbers behind the chart; asked for only when someone wants them. */
  readonly readTable?: () => ChartTable;
  /** Further controls at the head's right end. */
  readonly actions?: ReactNode;
  /** Above the chart: the legend, which is also the readout at the crosshair. */
  readonly legend?: ReactNode;
  /** Below the chart: sliders and remarks. */
  readonly below?: ReactNode;
  /** The chart takes all the height that the frame is given. */
  readonly fill?: boolean;
  readonly children: ReactNode;
}

/** Frames a chart with its title, its legend, and its numbers as a table, a CSV and a picture. */
export function ChartFrame(props: ChartFrameProps) {
  const { title, note, sentence, readTable, actions, legend, below, fill = false, children } = props;
  const chart = useRef<HTMLDivElement>(null);
  const [tableOpened, table] = useDisclosure(false);
  return (
    <Card
      title={title}
      className={fill ? styles.filled : undefined}
      {...(note === undefined ? {} : { note })}
      actions={
        <>
          {actions}
          {readTable && (
            <ExportButtons title={title} chart={chart} readTable={readTable} onTable={table.open} />
          )}
        </>
      }
    >
      {legend !== undefined && <div className={styles.legend}>{legend}</div>}
      <div
        ref={chart}
        className={`${styles.chart} ${fill ? styles.filling : ''}`}
        role="img"
        aria-label={sentence}
      >
        {children}
      </div>
      {below}
      {readTable && (
        <Modal opened={tableOpened} onClose={table.close} title={title} size="xl">
          {tableOpened && <ChartTableView table={readTable()} />}
        </Modal>
      )}
    </Card>
  );
}

interface ExportButtonsProps {
  readonly title: string;
  readonly chart: React.RefObject<HTMLDivElement | null>;
  readonly readTable: () => ChartTable;
  readonly onTable: () => void;
}

function ExportButtons({ title, chart, readTable, onTable }: ExportButtonsProps) {
  const saveCsv = () => {
    const csv = new Blob([tableToCsv(readTable())], { type: 'text/csv;charset=utf-8' });
    downloadBlob(csv, fileNameOf(title, 'csv'));
  };
  const savePicture = async () => {
    try {
      if (chart.current) downloadBlob(await pictureOfChart(chart.current), fileNameOf(title, 'png'));
    } catch (error) {
      notifications.show({ message: readProblem(error).message });
    }
  };
  return (
    <div className={styles.exports}>
      <button type="button" className={styles.export} aria-label={`${title} as a table`} onClick={onTable}>
        Table
      </button>
      <button type="button" className={styles.export} aria-label={`${title} as CSV`} onClick={saveCsv}>
        CSV
      </button>
      <button type="button" className={styles.export} aria-label={`${title} as PNG`} onClick={savePicture}>
        PNG
      </button>
    </div>
  );
}
