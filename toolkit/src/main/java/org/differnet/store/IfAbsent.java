package org.differnet.store;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What JSON that does not name this component means: the behaviour of the library before the component existed, such as
 * {@code @IfAbsent("STRETCHED") Framing framing}. Without this a component has to be there.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface IfAbsent {

    /** The value as JSON; quotes around a word may be left out. */
    String value();
}
