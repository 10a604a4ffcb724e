package org.platebook.app.config;

import com.sun.management.OperatingSystemMXBean;

import java.lang.management.ManagementFactory;

/**
 * The machine and the database server that a site has; defaults of its capacity follow from them.
 *
 * @param processors how many
 * @param memoryMib memory of the machine
 * @param serverConnections connections that the database server allows this site; as many as it
 *     needs where Platebook runs the server itself
 */
public record Machine(int processors, long memoryMib, int serverConnections) {

    private static final long MEBIBYTE = 1L << 20;

    /** This machine, with a database server that Platebook runs itself. */
    public static Machine here() {
        var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                system.getTotalMemorySize() / MEBIBYTE,
                Integer.MAX_VALUE);
    }

    /** The same with a server that somebody else runs. */
    public Machine withServerConnections(int most) {
        return new Machine(processors, memoryMib, most);
    }

    boolean hasOwnServer() {
        return serverConnections == Integer.MAX_VALUE;
    }
}
