import * as tf from '@tensorflow/tfjs';
import { ForecastingError } from '../../errors.ts';
import { biasSize, type Cell, type CellShape, gatesOf } from './cell.ts';
import type { KernelModule } from './kernel-module.ts';
import {
  cellOf,
  createStockLayer,
  type RecurrentLayerConfig,
  requireSupported,
  type StockCell,
  withDefaults,
} from './recurrent-layer-config.ts';
import { recurrentOperation } from './recurrent-operation.ts';

/** Kernels for layers that a file brings back: tfjs calls their constructors without any argument of ours. */
let registered: KernelModule | undefined;

/** A recurrent layer computed by the fused kernels; weights, names and configuration are those of the stock layer. */
abstract class FusedLayer extends tf.layers.Layer {
  private readonly kernels: KernelModule;
  private readonly config: RecurrentLayerConfig;
  private readonly cell: Cell;
  private readonly stock: tf.layers.Layer;
  private kernel!: tf.LayerVariable;
  private recurrentKernel!: tf.LayerVariable;
  private bias: tf.LayerVariable | undefined;

  constructor(cell: Cell, config: RecurrentLayerConfig, kernels = registered) {
    super(config as ConstructorParameters<typeof tf.layers.Layer>[0]);
    if (!kernels) {
      throw new ForecastingError(
        'unsupported',
        `Cannot create layer ${this.name}: kernels are needed, registerRecurrentLayers was not called with any`,
      );
    }
    requireSupported(config);
    this.kernels = kernels;
    this.cell = cell;
    this.config = withDefaults(cell, config);
    this.stock = createStockLayer(cell, { ...this.config, name: this.name });
  }

  override build(inputShape: tf.Shape | tf.Shape[]): void {
    const { units, useBias } = this.config;
    const columns = gatesOf(this.cell) * units;
    const stock = cellOf(this.stock);
    this.kernel = this.addCellWeight('kernel', [onlyShape(inputShape)[2]!, columns], stock);
    this.recurrentKernel = this.addCellWeight('recurrent', [units, columns], stock);
    if (useBias) this.bias = this.addCellWeight('bias', this.biasShape(), stock);
    this.built = true;
  }

  private addCellWeight(
    part: 'kernel' | 'recurrent' | 'bias',
    shape: tf.Shape,
    stock: StockCell,
  ): tf.LayerVariable {
    const name = part === 'recurrent' ? 'recurrent_kernel' : part;
    const initializer = part === 'bias' ? this.biasInitializer(stock) : stock[`${part}Initializer`];
    const regularizer = stock[`${part}Regularizer`];
    return this.addWeight(name, shape, 'float32', initializer, regularizer, true, stock[`${part}Constraint`]);
  }

  private biasShape(): number[] {
    const columns = gatesOf(this.cell) * this.config.units;
    return this.cell === 'gru' && this.config.resetAfter ? [2, columns] : [columns];
  }

  private biasInitializer({ biasInitializer: given }: StockCell): StockCell['biasInitializer'] {
    const { units, unitForgetBias, forgetBias = unitForgetBias ? 1 : 0 } = this.config;
    if (this.cell !== 'lstm' || forgetBias === 0) return given;
    const parts = () => [given.apply([units]), tf.fill([units], forgetBias), given.apply([2 * units])];
    // addWeight asks an initialiser for nothing but `apply`.
    return {
      apply: () => tf.tidy(() => tf.concat(parts())),
    } as unknown as StockCell['biasInitializer'];
  }

  override computeOutputShape(inputShape: tf.Shape | tf.Shape[]): tf.Shape {
    const [batch, steps] = onlyShape(inputShape);
    const { units, returnSequences } = this.config;
    return returnSequences ? [batch!, steps!, units] : [batch!, units];
  }

  override call(inputs: tf.Tensor | tf.Tensor[], kwargs: Record<string, unknown>): tf.Tensor {
    return tf.tidy(() => {
      const training = kwargs.training === true;
      const input = this.prepare((Array.isArray(inputs) ? inputs[0] : inputs) as tf.Tensor3D, training);
      const shape = this.shape(input.shape[2]);
      const tensors = {
        input,
        kernel: this.kernel.read(),
        recurrentKernel: this.recurrentKernel.read(),
        bias: this.bias?.read() ?? tf.zeros([biasSize(shape)]),
      };
      const returnSequences = this.config.returnSequences ?? false;
      return recurrentOperation(this.kernels, shape, tensors, { returnSequences, training });
    });
  }

  private shape(features: number): CellShape {
    const { units, recurrentActivation, resetAfter = false } = this.config;
    const hard = recurrentActivation !== undefined && recurrentActivation !== 'sigmoid';
    return {
      cell: this.cell,
      features,
      units,
      gateActivation: hard ? 'hardSigmoid' : 'sigmoid',
      resetAfter,
    };
  }

  /** Turns the steps round and drops inputs, where wanted: one mask a window for all steps. */
  private prepare(input: tf.Tensor3D, training: boolean): tf.Tensor3D {
    const { goBackwards, dropout, seed } = this.config;
    const ordered = goBackwards ? tf.reverse(input, 1) : input;
    if (!training || !dropout) return ordered;
    const mask = tf.dropout(tf.ones([input.shape[0], 1, input.shape[2]]), dropout, undefined, seed);
    return tf.mul(ordered, mask);
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { resetAfter, unitForgetBias, forgetBias, seed } = this.config;
    const ours = {
      ...(this.cell === 'lstm' ? { unitForgetBias } : {}),
      ...(this.cell === 'gru' ? { resetAfter: resetAfter ?? false } : {}),
      ...(forgetBias === undefined ? {} : { forgetBias }),
      ...(seed === undefined ? {} : { seed }),
    };
    return { ...this.stock.getConfig(), ...super.getConfig(), ...ours } as tf.serialization.ConfigDict;
  }
}

function onlyShape(shape: tf.Shape | tf.Shape[]): tf.Shape {
  return (Array.isArray(shape[0]) ? shape[0] : shape) as tf.Shape;
}

/** Simple RNN: h = tanh(Wᵀ x + Uᵀ h₋₁ + b). */
export class FusedRNN extends FusedLayer {
  static readonly className = 'FusedRNN';
  constructor(config: RecurrentLayerConfig, kernels?: KernelModule) {
    super('rnn', config, kernels);
  }
}

/** Long short-term memory. */
export class FusedLSTM extends FusedLayer {
  static readonly className = 'FusedLSTM';
  constructor(config: RecurrentLayerConfig, kernels?: KernelModule) {
    super('lstm', config, kernels);
  }
}

/** Gated recurrent unit. */
export class FusedGRU extends FusedLayer {
  static readonly className = 'FusedGRU';
  constructor(config: RecurrentLayerConfig, kernels?: KernelModule) {
    super('gru', config, kernels);
  }
}

const layerClasses = { rnn: FusedRNN, lstm: FusedLSTM, gru: FusedGRU };

/** Lets tfjs bring the layers back from files, computed by these kernels. */
export function registerRecurrentLayers(kernels: KernelModule): void {
  registered = kernels;
  for (const layerClass of Object.values(layerClasses)) tf.serialization.registerClass(layerClass as never);
}

/**
 * Creates a recurrent layer for a `tf.LayersModel`: [batch, steps, features] in, [batch, units] out, or
 * [batch, steps, units] with `returnSequences`.
 *
 * Weights have the stock layers' shapes and order, so `setWeights(stock.getWeights())` works both ways. Refused are
 * activations other than tanh, gates other than sigmoid and hard sigmoid, recurrent dropout, and states in or out.
 *
 * @throws ForecastingError 'invalid-config' for what is refused.
 *
 * @example createRecurrentLayer(kernels, 'lstm', { units: 32, seed: 1 })
 */
export function createRecurrentLayer(
  kernels: KernelModule,
  cell: Cell,
  config: RecurrentLayerConfig,
): tf.layers.Layer {
  return new layerClasses[cell](config, kernels);
}
