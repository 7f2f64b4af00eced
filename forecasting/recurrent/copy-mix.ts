import * as tf from '@tensorflow/tfjs';

/**
 * The skip path of a network: every step of the forecast is a softmax-weighted mean of the naive copies, plus the
 * network's correction.
 *
 * Inputs: copies [batch, horizon, copies] and what the head says [batch, horizon + copies], a correction a step and
 * then how much more or less each copy counts in this window; output [batch, horizon]. Its one weight `logits`
 * [horizon, copies] is the mixture that all windows share.
 */
export class CopyMix extends tf.layers.Layer {
  static readonly className = 'CopyMix';
  private logits!: tf.LayerVariable;

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const [copies] = inputShape as tf.Shape[];
    const [, horizon, count] = copies!;
    this.logits = this.addWeight('logits', [horizon!, count!], 'float32', tf.initializers.zeros());
    super.build(inputShape);
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [[size, horizon]] = inputShape as [tf.Shape, tf.Shape];
    return [size!, horizon!];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const [copies, said] = inputs as [tf.Tensor3D, tf.Tensor2D];
      const [size, horizon, count] = copies.shape;
      const correction = tf.slice(said, [0, 0], [size, horizon]);
      const gates = tf.reshape(tf.slice(said, [0, horizon], [size, count]), [size, 1, count]);
      const shares = tf.softmax(tf.add(this.logits.read(), gates));
      return tf.add(tf.sum(tf.mul(copies, shares), -1), correction);
    });
  }
}
