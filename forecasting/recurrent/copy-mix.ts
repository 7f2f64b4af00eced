import * as tf from '@tensorflow/tfjs';

/**
 * The skip path of a network: every step of the forecast is a softmax-weighted mean of the naive copies, plus the
 * network's correction.
 *
 * Inputs: copies [batch, horizon, copies] and correction [batch, horizon]; output [batch, horizon]. Its one
 * weight `logits` [horizon, copies] decides the mixture of each step.
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
    return (inputShape as tf.Shape[])[1]!;
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const [copies, correction] = inputs as [tf.Tensor, tf.Tensor];
      const shares = tf.softmax(this.logits.read());
      return tf.add(tf.sum(tf.mul(copies, shares), -1), correction);
    });
  }
}
