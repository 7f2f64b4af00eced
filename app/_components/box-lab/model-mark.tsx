import type { BoxLabWords } from '#app/_lib/box/box-lab-words.ts';
import { type LabModel, modelName, modelStyle } from '#app/_lib/box/box-words.ts';
import styles from './model-mark.module.css';

interface ModelMarkProps {
  readonly model: LabModel;
  readonly said: BoxLabWords;
}

/** A model's mark and name: the networks as everywhere, the bigram count as the naive that it is. */
export function ModelMark({ model, said }: ModelMarkProps) {
  const { color, shape } = modelStyle(model);
  return (
    <span className={styles.mark}>
      <svg width="14" height="10" viewBox="0 0 14 10" aria-hidden="true">
        {shape === 'square' && <rect x="2" width="10" height="10" rx="2" fill={color} />}
        {shape === 'circle' && <circle cx="7" cy="5" r="5" fill={color} />}
        {shape === 'triangle' && <path d="M7 0 13 10H1Z" fill={color} />}
        {shape === 'dash' && <path d="M0 5H14" stroke={color} strokeWidth="2.5" />}
      </svg>
      {modelName(model, said)}
    </span>
  );
}
