/** Stories and laws of the log on a disk, on simulated disks and on real ones. */
package org.acksiom.impl.storage;
