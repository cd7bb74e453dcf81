/**
 * Weights and data sets: where they are, and that they are the right ones.
 *
 * <p>Comes in: the name of an item, as in {@code Fetch.alexNet()}. Goes out: {@link org.differnet.fetch.Fetched}, a
 * verified file or folder, or the reason why there is none. It is looked for in the home folder, in the mirrors, at its
 * official address, in this order, and checked wherever it comes from, every time.
 *
 * <table>
 * <caption>What each is checked against</caption>
 * <tr><th>item</th><th>check</th></tr>
 * <tr><td>AlexNet, MobileNetV2</td><td>the kept part (or torchvision's whole file, npm's package) by size and SHA-256 of the catalogue</td></tr>
 * <tr><td>ResNet-18, VGG-16</td><td>size and SHA-256 of the catalogue</td></tr>
 * <tr><td>magnetic tiles</td><td>the catalogue's list of all their files, and the hash of the training list</td></tr>
 * <tr><td>MVTec AD, VisA, KolektorSDD, BTAD</td><td>the archive by the SHA-256 of the catalogue; what it became, each time
 * it is used, by the list that this home wrote when it unpacked the archive ({@code unpacked/} in home). What somebody
 * else unpacked cannot be checked and is not used: a mirror has to have the archive</td></tr>
 * </table>
 *
 * <p>A list that lies beside the data is not believed, since whoever changes the one can change the other; images that the
 * list does not have are refused too. Whoever can write in home can of course change anything there.
 *
 * <p>On the way: {@link org.differnet.fetch.Transfer} to a {@link org.differnet.fetch.TransferListener}. The network is
 * reached through Java's proxy settings, else {@code https_proxy} with its user and password, and over HTTPS only, except
 * within this machine. A server is given up after 8 s of silence and when it sends fewer than 1024 bytes a second for 30 s
 * ({@link org.differnet.fetch.http.Patience}); what has come is kept, and asked again it goes on from there.
 *
 * <p>The face, this package, stands on {@code recipe} (how each thing is made), that on {@code archive} (unpacking) and
 * {@code http} (bytes from servers), and all on {@code disk} (whole files, hashes, locks).
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
