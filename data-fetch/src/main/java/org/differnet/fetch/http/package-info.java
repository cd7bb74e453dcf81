/**
 * Bytes from servers, over HTTPS or from this machine itself.
 *
 * <p>Comes in: an {@link org.differnet.fetch.http.Address}. Goes out: the bytes of its file, as a stream that goes on where
 * the way broke ({@link org.differnet.fetch.http.RemoteStream}) or as a file of which only some blocks are fetched
 * ({@link org.differnet.fetch.http.RemoteChannel}); whether they are the right ones is for the reader to check. A server
 * is given up by the rules of {@link org.differnet.fetch.http.Patience}. No message, exception or string from here holds
 * the user, the password or the query of an address. Everything ends at an interrupt.
 */
package org.differnet.fetch.http;
