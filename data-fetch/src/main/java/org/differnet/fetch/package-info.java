/**
 * Weights and data sets: where they are, and that they are the right ones.
 *
 * <p>Comes in: the name of an item, as in {@code Fetch.alexNet()}. Goes out: {@link org.differnet.fetch.Fetched}, a
 * verified file or folder, or the reason why there is none. It is looked for in the home folder, in the mirrors, at its
 * official address, in this order, and checked by size and hash wherever it comes from, every time: no note that it was
 * right once is trusted. A data set out of an archive is checked against the table of its files, {@code files.tsv}, that
 * was written when the verified archive was unpacked.
 *
 * <p>On the way: {@link org.differnet.fetch.Transfer} to a {@link org.differnet.fetch.TransferListener}. The network is
 * reached through Java's proxy settings, else {@code https_proxy}, and over HTTPS only, except within this machine.
 *
 * <table>
 * <caption>Settings; a system property goes before the environment variable</caption>
 * <tr><th>environment</th><th>property</th><th>meaning</th></tr>
 * <tr><td>DIFFERNET_HOME</td><td>differnet.home</td><td>{@link org.differnet.fetch.Home}</td></tr>
 * <tr><td>DIFFERNET_MIRROR</td><td>differnet.mirror</td><td>{@link org.differnet.fetch.Mirrors}</td></tr>
 * <tr><td>DIFFERNET_ACCEPT_LICENSE</td><td>differnet.accept_license</td><td>names of items, such as mvtec, with commas
 * between, or all: their licences for non-commercial use are accepted</td></tr>
 * <tr><td>DIFFERNET_OFFLINE</td><td>differnet.offline</td><td>true: the network is not asked</td></tr>
 * </table>
 */
package org.differnet.fetch;
