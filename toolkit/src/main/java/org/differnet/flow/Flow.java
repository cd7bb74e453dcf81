package org.differnet.flow;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.differnet.engine.Torch;
import org.differnet.work.ProgressListener;

/**
 * A normalizing flow: invertible transforms in a row, and the distribution that they turn data into.
 *
 * <p>Each transform bends the data a little; together they turn the distribution of good features into a standard normal
 * one. What is unlike the training data lands far from the origin, or where the flow has little density:
 *
 * <pre>
 *   z = f(y) ~ N(0, I)      log p(y) = log N(z; 0, I) + log det      (eq. 3)
 * </pre>
 *
 * <ul>
 *   <li>y, z: (n, d), float32
 *   <li>log det: (n), log abs det dz/dy, the sum over transforms
 * </ul>
 *
 * <p>Example: <pre>{@code
 * Flow flow = Flow.on(2).permute(0).couple(64).repeat(8).build(1);
 * Trainer.fit(flow, points, TrainOptions.usual(), ProgressListener.console());
 * float[] density = flow.logProb(points);
 * float[] more = flow.sample(500, 7);
 * }</pre>
 *
 * <p>References: Papamakarios et al., Normalizing Flows for Probabilistic Modeling and Inference, 2021; Rudolph, Wandt,
 * Rosenhahn, Same Same But DifferNet, WACV 2021, section 3.2.
 */
public final class Flow implements Transform, AutoCloseable {

    private final Composition composition;
    private final int dimension;
    private final int context;
    private final NDManager manager;
    private final Base base;
    private final List<Transform> transforms;
    private final Map<String, NDArray> parameters;
    private final Set<String> saidSlow = ConcurrentHashMap.newKeySet();

    /** Kept reachable: what it closes when it is forgotten is in use here. */
    private final Object holder;

    /** @param composition as which it was built; null if it was put together of transforms */
    Flow(Composition composition, NDManager manager, Base base, List<Transform> transforms) {
        this(composition, composition.dimension(), composition.context(), manager, base, transforms, null);
    }

    private Flow(
            Composition composition,
            int dimension,
            int context,
            NDManager manager,
            Base base,
            List<Transform> transforms,
            Object holder) {
        this.composition = composition;
        this.dimension = dimension;
        this.context = context;
        this.manager = manager;
        this.base = base;
        this.transforms = List.copyOf(transforms);
        this.parameters = new LinkedHashMap<>();
        this.holder = holder;
        for (int i = 0; i < transforms.size(); i++) {
            String prefix = StateDict.module(i);
            transforms.get(i).parameters().forEach((name, array) -> parameters.put(prefix + name, array));
        }
        base.parameters().forEach((name, array) -> parameters.put("base." + name, array));
        for (int i = 0; i < transforms.size(); i++) {
            int d = transforms.get(i).dimension();
            if (d != 0 && d != dimension) {
                throw new IllegalArgumentException(Trial.place(i, transforms) + " takes rows of " + d
                        + " numbers and the flow has " + dimension + "; give all of them the same dimension");
            }
        }
    }

    /** The same flow, keeping the owner of its memory from being forgotten as long as it is not. */
    public Flow heldBy(Object owner) {
        return new Flow(composition, dimension, context, manager, base, transforms, owner);
    }

    /**
     * The beginning of a flow on rows of d numbers, to which layers are added.
     *
     * @param dimension d, at least 1
     */
    public static Composition on(int dimension) {
        if (dimension < 1) {
            throw new IllegalArgumentException("a flow on " + dimension + " dimensions; give 1 or more");
        }
        return Composition.empty().on(dimension);
    }

    /** The beginning of a flow on rows of whatever length the features of a network have. */
    public static Composition onFeatures() {
        return Composition.empty();
    }

    /**
     * A flow of transforms that exist already; it is tried on a few rows first. Their parameters go on belonging to whoever
     * made them; closing the flow leaves them open.
     *
     * @param base the distribution that data become
     * @param transforms from data to latent, at least one, of which at least one says its dimension
     * @throws IllegalArgumentException if their dimensions differ, or one does not keep to the contract of
     *     {@link Transform}, which is named with its place
     */
    public static Flow of(Base base, Transform... transforms) {
        List<Transform> all = List.of(transforms);
        int dimension = all.stream()
                .mapToInt(Transform::dimension)
                .filter(d -> d > 0)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("none of " + all.size()
                        + " transforms says its dimension; override Transform.dimension in one"));
        Device device = all.stream()
                .flatMap(transform -> transform.parameters().values().stream())
                .map(NDArray::getDevice)
                .findFirst()
                .orElse(Torch.defaultDevice());
        NDManager manager = Torch.newManager(device);
        try {
            Flow flow = new Flow(null, dimension, 0, manager, base, all, null);
            Trial.run(flow);
            return flow;
        } catch (RuntimeException | Error e) {
            manager.close();
            throw e;
        }
    }

    /**
     * A new flow of the paper's kind with random weights: block k permutes as numpy's {@code RandomState(k)}, k from 0,
     * whatever the seed of the weights.
     *
     * @param dimension d, at least 2
     * @param seed of the weights; the same seed gives the same weights
     * @param device where it computes
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    public static Flow create(FlowOptions options, int dimension, long seed, Device device) {
        return Composition.of(options).on(dimension).build(seed, device);
    }

    /**
     * A new flow whose blocks permute in orders of one's own, such as 0, 1, ..., d - 1 for not at all. A state dict does not
     * hold them: {@link #of} would load its weights into a flow with other permutations.
     *
     * @param orders one for each block, each of the dimensions 0 to d - 1
     * @param seed of the weights, which are those of the usual flow of this seed
     * @param device where it computes
     * @throws IllegalArgumentException if there are more or fewer orders than blocks, or one is not an order of all dimensions
     */
    public static Flow create(FlowOptions options, List<int[]> orders, long seed, Device device) {
        if (orders.size() != options.blocks()) {
            throw new IllegalArgumentException(
                    orders.size() + " orders for " + options.blocks() + " blocks; give one for each block");
        }
        int dimension = orders.get(0).length;
        Layer couple = Composition.of(options).layers().get(1);
        Composition composition = on(dimension);
        for (int[] order : orders) {
            if (order.length != dimension) {
                throw new IllegalArgumentException(
                        "orders have " + dimension + " and " + order.length + " dimensions; give all of them the same");
            }
            composition = composition.reorder(order).add(couple);
        }
        return composition.build(seed, device);
    }

    /**
     * A flow with given weights; its size is read off their shapes.
     *
     * @param stateDict as {@link #load} takes it
     * @param clamp a of eq. 2
     * @param clampFactor the factor of eq. 2: {@link FlowOptions#TWO_OVER_PI}, or {@link
     *     FlowOptions#REFERENCE_CODE_FACTOR} for models trained with the reference code
     * @throws IllegalArgumentException if a weight is missing, not known, or of a shape that does not fit the others
     */
    public static Flow of(Map<String, NDArray> stateDict, double clamp, double clampFactor, Device device) {
        FlowOptions options = StateDict.options(stateDict, clamp, clampFactor);
        Flow flow = create(options, StateDict.dimension(stateDict), 0, device);
        try {
            flow.load(stateDict);
            return flow;
        } catch (IllegalArgumentException e) {
            flow.close();
            throw e;
        }
    }

    /**
     * From features to latents.
     *
     * @param y (n, d), float32
     * @return z (n, d) and log det (n), in y's manager
     * @throws IllegalArgumentException if y has another shape or type, if the flow is conditional, or if a transform gives
     *     another shape than its contract says
     */
    @Override
    public Transformed forward(NDArray y) {
        return forward(y, null);
    }

    /**
     * From features to latents, given a context.
     *
     * @param y (n, d), float32
     * @param given (n, c), float32; null in a flow without
     */
    @Override
    public Transformed forward(NDArray y, NDArray given) {
        checkOpen();
        RowCheck.shape(y, "features", dimension);
        RowCheck.context(given, y, context);
        return Workspace.transformed(() -> {
            NDArray z = y;
            NDArray logDet = y.getManager().zeros(new Shape(y.getShape().get(0)));
            for (int i = 0; i < transforms.size(); i++) {
                Transform transform = transforms.get(i);
                Transformed next = given == null ? transform.forward(z) : transform.forward(z, given);
                Trial.checkShapes(next, Trial.place(i, transforms), z.getShape());
                z = next.z();
                logDet = logDet.add(next.logDet());
            }
            z.attach(y.getManager());
            return new Transformed(z, logDet);
        });
    }

    /**
     * From latents to features.
     *
     * @param z (n, d), float32
     * @return y (n, d), in z's manager
     * @throws IllegalArgumentException if z has another shape or type
     */
    @Override
    public NDArray inverse(NDArray z) {
        return inverse(z, null);
    }

    /** From latents to features, given a context (n, c). */
    @Override
    public NDArray inverse(NDArray z, NDArray given) {
        checkOpen();
        RowCheck.shape(z, "latents", dimension);
        RowCheck.context(given, z, context);
        return Workspace.array(() -> {
            NDArray y = z;
            for (int i = transforms.size() - 1; i >= 0; i--) {
                y = given == null
                        ? transforms.get(i).inverse(y)
                        : transforms.get(i).inverse(y, given);
            }
            y.attach(z.getManager());
            return y;
        });
    }

    /** log p(y) of each row (eq. 3), natural logarithm, shape (n), in y's manager. */
    public NDArray logProb(NDArray y) {
        return logProb(y, null);
    }

    /** log p(y given a context) of each row, natural logarithm, shape (n), in y's manager. */
    public NDArray logProb(NDArray y, NDArray given) {
        return Workspace.array(() -> logProb(forward(y, given)));
    }

    NDArray logProb(Transformed result) {
        return base == Base.standardNormal()
                ? result.logProb()
                : base.logProb(result.z()).add(result.logDet());
    }

    /** Once for each flow and direction. */
    private void tellIfSlow(String what, int passes) {
        if (saidSlow.add(what)) {
            RowCheck.passes(passes, what, ProgressListener.getDefault());
        }
    }

    /**
     * log p(y) of rows that are plain numbers.
     *
     * @param rows n x d, row by row
     */
    public float[] logProb(float[] rows) {
        checkOpen();
        tellIfSlow("density", forwardPasses());
        try (NDManager step = manager.newSubManager();
                NDArray y = rows(rows, step)) {
            return logProb(y).toFloatArray();
        }
    }

    /**
     * The latents of rows that are plain numbers.
     *
     * @param rows n x d, row by row
     * @return n x d, row by row
     */
    public float[] latents(float[] rows) {
        checkOpen();
        tellIfSlow("density", forwardPasses());
        try (NDManager step = manager.newSubManager();
                NDArray y = rows(rows, step)) {
            return forward(y).z().toFloatArray();
        }
    }

    /**
     * The rows whose latents are given, as plain numbers.
     *
     * @param latents n x d, row by row
     * @return n x d, row by row
     */
    public float[] ofLatents(float[] latents) {
        checkOpen();
        tellIfSlow("sampling", inversePasses());
        try (NDManager step = manager.newSubManager();
                NDArray z = rows(latents, step)) {
            return inverse(z).toFloatArray();
        }
    }

    private void checkOpen() {
        if (!manager.isOpen()) {
            throw new IllegalStateException("the flow is closed; build it again, or close it later");
        }
    }

    private NDArray rows(float[] values, NDManager owner) {
        return owner.create(values, new Shape(RowCheck.numbers(values, dimension), dimension));
    }

    /**
     * Draws features from the flow's distribution: latents through the inverse.
     *
     * @param n rows, at least 1
     * @param seed of the latents, which are numpy's {@code RandomState(seed).standard_normal((n, d))} where the base is
     *     standard normal
     * @param owner owns the result (n, d); on the flow's device
     */
    public NDArray sample(int n, long seed, NDManager owner) {
        checkOpen();
        RowCheck.count(n);
        tellIfSlow("sampling", inversePasses());
        return Workspace.array(() -> inverse(base.sample(n, dimension, seed, owner)));
    }

    /** Draws rows of a conditional flow, one for each row of the context (n, c), in whose manager they are. */
    public NDArray sample(NDArray given, long seed) {
        checkOpen();
        int n = (int) given.getShape().get(0);
        RowCheck.count(n);
        tellIfSlow("sampling", inversePasses());
        return Workspace.array(() -> inverse(base.sample(n, dimension, seed, given.getManager()), given));
    }

    /** {@link #sample(int, long, NDManager)} as plain numbers, n x d, row by row. */
    public float[] sample(int n, long seed) {
        checkOpen();
        try (NDManager step = manager.newSubManager()) {
            return sample(n, seed, step).toFloatArray();
        }
    }

    /** The chain, first to last; in the paper's flow a permutation and a coupling for each block. */
    public List<Transform> transforms() {
        return transforms;
    }

    /** The distribution that data become. */
    public Base base() {
        return base;
    }

    /** What it was built as; empty if it was put together of transforms. */
    public Optional<Composition> composition() {
        return Optional.ofNullable(composition);
    }

    /** The weights by the names of {@link #stateDict}; the arrays themselves, not copies. */
    @Override
    public Map<String, NDArray> parameters() {
        return Collections.unmodifiableMap(parameters);
    }

    /**
     * The weights for saving, by the reference code's names, such as {@code module_list.2.s1.fc1.weight}: transform k, from
     * 0, is module k + 1. The arrays themselves, not copies.
     */
    public Map<String, NDArray> stateDict() {
        return parameters();
    }

    /**
     * Takes over weights. Entries of the reference code that take no part are left aside: its batch norms ({@code bn})
     * and its permutations.
     *
     * @param stateDict by the names of {@link #stateDict}; copied
     * @throws IllegalArgumentException if a weight is missing, not known or of the wrong shape; the flow is unchanged
     */
    public void load(Map<String, NDArray> stateDict) {
        StateDict.check(stateDict, parameters);
        parameters.forEach((name, array) -> StateDict.copy(stateDict.get(name), array));
    }

    /**
     * Saves the weights and what the flow is composed of, as one safetensors file with a checksum. A file that is there is
     * replaced once the new one is whole.
     *
     * @throws IllegalStateException if it was put together of transforms, see {@link #of(Base, Transform...)}
     * @throws java.io.UncheckedIOException if it cannot be written
     */
    public void save(Path file) {
        checkOpen();
        FlowFile.write(this, Objects.requireNonNull(file, "file"));
    }

    /**
     * Reads what {@link #save} has written, with the same bits, onto the device of this machine.
     *
     * @param own the layers of one's own that the file names
     * @throws java.io.UncheckedIOException if it cannot be read, is damaged, or names a layer that is not given
     */
    public static Flow load(Path file, Layer... own) {
        Objects.requireNonNull(file, "file");
        return FlowFile.read(file, Torch.defaultDevice(), List.of(own));
    }

    /** d, the length of a row. */
    @Override
    public int dimension() {
        return dimension;
    }

    /** c, the length of a row's context; 0 in a flow without. */
    public int context() {
        return context;
    }

    /**
     * The size of a flow of the paper's kind.
     *
     * @throws IllegalStateException if it is of another kind; see {@link #composition}
     */
    public FlowOptions options() {
        return size().orElseThrow(() -> new IllegalStateException(
                "this flow is no chain of permutations and equal affine couplings in turn; ask for its composition"));
    }

    private Optional<FlowOptions> size() {
        for (int i = 0; i < transforms.size(); i++) {
            if (transforms.get(i) instanceof Permutation != (i % 2 == 0)) {
                return Optional.empty();
            }
        }
        return FusedChain.of(this)
                .map(FusedChain::size)
                .filter(couple -> transforms.size() <= 2 * FlowOptions.MOST_BLOCKS && transforms.size() % 2 == 0)
                .map(couple -> new FlowOptions(
                        transforms.size() / 2,
                        couple.units(),
                        couple.hiddenLayers(),
                        couple.clamp().bound(),
                        couple.clamp().factor()));
    }

    /** Owns the weights; open as long as the flow. */
    public NDManager manager() {
        return manager;
    }

    /** How many numbers are learned. */
    public long parameterCount() {
        return parameters.values().stream().mapToLong(NDArray::size).sum();
    }

    @Override
    public int forwardPasses() {
        return transforms.stream().mapToInt(Transform::forwardPasses).sum();
    }

    @Override
    public int inversePasses() {
        return transforms.stream().mapToInt(Transform::inversePasses).sum();
    }

    @Override
    public void begin(NDArray y) {
        begin(y, null);
    }

    void begin(NDArray y, NDArray given) {
        NDArray z = y;
        for (Transform transform : transforms) {
            transform.begin(z);
            z = given == null
                    ? transform.forward(z).z()
                    : transform.forward(z, given).z();
        }
    }

    @Override
    public void close() {
        manager.close();
    }

    /** {@link #toString}: the structure, one transform a line. */
    @Override
    public String describe() {
        return toString();
    }

    /** The structure, one transform a line. */
    @Override
    public String toString() {
        if (!manager.isOpen()) {
            return "Flow on " + dimension + " dimensions, closed";
        }
        String parts = size().map(options -> options.blocks() + " blocks").orElse(transforms.size() + " transforms");
        StringBuilder text = new StringBuilder(String.format(
                Locale.ROOT, "Flow on %d dimensions, %s, %,d parameters", dimension, parts, parameterCount()));
        if (context > 0) {
            text.append(", given ").append(context);
        }
        transforms.forEach(transform -> text.append("\n  ").append(transform.describe()));
        if (base != Base.standardNormal()) {
            text.append("\n  onto a ").append(base);
        }
        return text.toString();
    }
}
