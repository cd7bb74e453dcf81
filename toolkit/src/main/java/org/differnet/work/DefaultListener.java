package org.differnet.work;

final class DefaultListener {

    static volatile ProgressListener current = ProgressListener.NONE;

    private DefaultListener() {}
}
