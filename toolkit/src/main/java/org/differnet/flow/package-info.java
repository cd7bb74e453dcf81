/**
 * Normalizing flows: invertible maps that turn the distribution of good features into a standard normal one.
 *
 * <p>Comes in: features y, float32 (n, d). Goes out: latents z (n, d), the log density of each row (n), and, from
 * training, a {@link org.differnet.flow.History}.
 *
 * <p>A flow is composed of layers ({@link org.differnet.flow.Composition}), each of which makes a
 * {@link org.differnet.flow.Transform}: permutation, ActNorm, invertible linear, additive, affine and spline coupling,
 * masked and inverse autoregressive, planar, radial, or one of a user's own. {@link org.differnet.flow.Trainer} trains any
 * of them; {@link org.differnet.flow.FlowLook} and {@link org.differnet.flow.PlaneLook} look inside.
 *
 * <p>Conventions, said once and kept everywhere:
 *
 * <ul>
 *   <li>{@code forward} goes from data y to latent z, {@code inverse} back.
 *   <li>log det is log abs det dz/dy, one number per row, and positive where the flow spreads points apart.
 *   <li>log p(y) = log N(z; 0, I) + log det (eq. 3).
 *   <li>A result belongs to the manager of its argument; what was made on the way is freed at once.
 *   <li>Numbers enter a formula as arrays made by the engine ({@code manager.full}): DJL's {@code mul(Number)} and
 *       {@code div(Number)} give wrong gradients when Java collects garbage before the backward pass.
 *   <li>Weights record no gradients except while the trainer runs.
 * </ul>
 */
package org.differnet.flow;
