/** Every crash of every script, random ones, and what the simulated disk itself does. */
package org.acksiom.impl.storage.crash;
