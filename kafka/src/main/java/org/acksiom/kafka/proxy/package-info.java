/**
 * A network that fails when told to: a proxy in front of a broker that knows where Kafka's requests
 * and responses begin and end, and asks a {@linkplain org.acksiom.kafka.proxy.FrameRule rule} what
 * becomes of each.
 *
 * <p>A frame is a length in four bytes and as many bytes of content. A request's content starts
 * with the API's number, its version, a correlation id and the client's name; a response's with the
 * correlation id of its request. That is all the proxy reads: what a frame carries passes unseen.
 *
 * <p>No rule can drop one frame from the midst of a connection. Kafka's client matches responses to
 * requests by their order, so one that is missing would break everything behind it in a way that no
 * network does: TCP loses a suffix of a connection, never a part. Hence each {@linkplain
 * org.acksiom.kafka.proxy.FrameAction action} but forwarding ends or delays the connection in that
 * direction from that frame on.
 */
package org.acksiom.kafka.proxy;
