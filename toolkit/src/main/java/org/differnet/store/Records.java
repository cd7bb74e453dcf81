package org.differnet.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** Records by the names of their components. */
public final class Records {

    private Records() {}

    /**
     * A copy that differs in one component.
     *
     * @param component its name
     * @throws IllegalArgumentException if there is no such component, or from the record itself, which refuses the value
     */
    public static <T extends Record> T with(T record, String component, Object value) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        Object[] values = new Object[components.length];
        boolean found = false;
        for (int i = 0; i < values.length; i++) {
            boolean changed = components[i].getName().equals(component);
            values[i] = changed ? value : value(record, components[i]);
            found |= changed;
        }
        if (!found) {
            throw new IllegalArgumentException(
                    record.getClass().getSimpleName() + " has no component '" + component + "'");
        }
        @SuppressWarnings("unchecked") // A record class has no subclasses.
        Class<T> type = (Class<T>) record.getClass();
        return make(type, values);
    }

    /** The value of a component. */
    static Object value(Record record, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A record of these values, in the order of its components; what its constructor throws is thrown as it is. */
    static <T> T make(Class<T> type, Object... values) {
        Class<?>[] types = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getType)
                .toArray(Class<?>[]::new);
        try {
            var constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refusal) {
                throw refusal;
            }
            throw new IllegalStateException(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
