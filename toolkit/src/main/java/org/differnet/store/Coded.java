package org.differnet.store;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Names the codec by which {@link RecordJson} writes and reads the values of an open type. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Coded {

    /** A class with a constructor without arguments, for this type. */
    Class<? extends JsonCodec<?>> value();
}
