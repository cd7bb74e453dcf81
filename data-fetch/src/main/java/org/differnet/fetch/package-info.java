/**
 * Weights and data sets: where they are, and that they are the right ones.
 *
 * <p>Comes in: the name of an item, as in {@code Fetch.alexNet()}. Goes out: {@link org.differnet.fetch.Fetched}, a
 * verified file or folder, or the reason why there is none. It is looked for in the home folder, in the mirrors, at its
 * official address, in this order, and checked by size and hash wherever it comes from.
 *
 * <table>
 * <caption>Settings; a system property goes before the environment variable</caption>
 * <tr><th>environment</th><th>property</th><th>meaning</th></tr>
 * <tr><td>DIFFERNET_HOME</td><td>differnet.home</td><td>{@link org.differnet.fetch.Home}</td></tr>
 * <tr><td>DIFFERNET_MIRROR</td><td>differnet.mirror</td><td>{@link org.differnet.fetch.Mirrors}</td></tr>
 * <tr><td>DIFFERNET_OFFLINE</td><td>differnet.offline</td><td>true: the network is not asked</td></tr>
 * </table>
 */
package org.differnet.fetch;
