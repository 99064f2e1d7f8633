/**
 * @file The kernels that images are resampled with: how much a source at a distance counts, in units of one pixel.
 *
 * Sources: Keys, Cubic convolution interpolation for digital image processing, 1981; Mitchell & Netravali,
 * Reconstruction filters in computer graphics, 1988; Duchon, Lanczos filtering in one and two dimensions, 1979.
 */

/** A symmetric kernel: its value at a distance ≥ 0, and the distance from which on it is 0. */
export interface ResamplingKernel {
  readonly radius: number;
  readonly weight: (distance: number) => number;
}

const lanczos = (radius: number): ResamplingKernel => ({
  radius,
  weight: (x) => {
    if (x > radius) return 0;
    // The limit, before the quotient loses its digits.
    if (x <= 1e-3) return 1;
    return (radius * Math.sin(Math.PI * x) * Math.sin((Math.PI * x) / radius)) / (Math.PI * Math.PI * x * x);
  },
});

/** The kernels by TensorFlow's names. */
export const resamplingKernels = {
  triangle: { radius: 1, weight: (x) => Math.max(0, 1 - x) },
  keyscubic: {
    radius: 2,
    weight: (x) => {
      if (x >= 2) return 0;
      return x >= 1 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : (1.5 * x - 2.5) * x * x + 1;
    },
  },
  mitchellcubic: {
    radius: 2,
    weight: (x) => {
      if (x >= 2) return 0;
      return x >= 1 ? (((-7 / 18) * x + 2) * x - 10 / 3) * x + 16 / 9 : ((7 / 6) * x - 2) * x * x + 8 / 9;
    },
  },
  /** A standard deviation of half a pixel. */
  gaussian: { radius: 1.5, weight: (x) => (x >= 1.5 ? 0 : Math.exp(-2 * x * x)) },
  lanczos3: lanczos(3),
  lanczos5: lanczos(5),
} satisfies Record<string, ResamplingKernel>;
