package org.differnet.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A chain that the hand-written step can train: permutations and affine couplings of one size with the soft clamp.
 *
 * @param size of every coupling
 * @param orders before each coupling, the permutations between two of them taken together
 */
record FusedChain(Layers.Couple size, List<int[]> orders) {

    /** Empty if the flow has something else. Permutations after the last coupling change no likelihood. */
    static Optional<FusedChain> of(Flow flow) {
        List<int[]> orders = new ArrayList<>();
        Layers.Couple size = null;
        int[] order = identity(flow.dimension());
        if (flow.base() != Base.standardNormal() || flow.context() > 0) {
            return Optional.empty();
        }
        for (Transform transform : flow.transforms()) {
            if (transform instanceof Permutation permutation) {
                order = then(order, permutation.order());
            } else if (transform instanceof AffineCoupling coupling
                    && coupling.size().clamp().kind() == Clamp.Kind.SOFT
                    && (size == null || size.equals(coupling.size()))) {
                size = coupling.size();
                orders.add(order);
                order = identity(flow.dimension());
            } else {
                return Optional.empty();
            }
        }
        return size == null ? Optional.empty() : Optional.of(new FusedChain(size, orders));
    }

    private static int[] identity(int d) {
        int[] order = new int[d];
        for (int i = 0; i < d; i++) {
            order[i] = i;
        }
        return order;
    }

    private static int[] then(int[] first, int[] second) {
        int[] order = new int[first.length];
        for (int i = 0; i < order.length; i++) {
            order[i] = first[second[i]];
        }
        return order;
    }
}
