'use client';

import { Slider } from '@mantine/core';
import styles from './tour-screen.module.css';

interface FigureSliderProps {
  readonly label: string;
  /** The value in words, with its unit. */
  readonly said: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly onChange: (value: number) => void;
}

/** What moves the figure. */
export function FigureSlider({ label, said, value, min, max, step, onChange }: FigureSliderProps) {
  return (
    <>
      <div className={styles.controlLabel}>
        <span>{label}</span>
        <b className="num">{said}</b>
      </div>
      <div className={styles.control}>
        <Slider
          thumbLabel={label}
          thumbValueText={said}
          value={value}
          min={min}
          max={max}
          step={step}
          label={null}
          color="var(--hc-accent)"
          onChange={onChange}
        />
      </div>
    </>
  );
}
