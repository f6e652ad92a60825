package dev.fargatepull.core.network;

import dev.fargatepull.core.aws.RouteTable;
import dev.fargatepull.core.aws.VpcEndpoint;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.cause.Flow;
import java.util.Optional;

/** The way a flow takes from a subnet. */
public sealed interface Path {

    /** Whether it leads somewhere: a default route that is missing, or ends in the VPC or at a peer, does not. */
    default boolean leadsOn() {
        return true;
    }

    /** A defect found on it, as far as it concerns a flow that takes it. */
    default Cause asMet(Cause defect) {
        return defect;
    }

    /** Whether it goes, or for all that is known may go, straight through an internet gateway. */
    boolean mayUseInternetGateway();

    /**
     * Through an endpoint of the VPC.
     *
     * @param endpoint the endpoint
     */
    record ThroughEndpoint(VpcEndpoint endpoint) implements Path {
        @Override
        public boolean mayUseInternetGateway() {
            return false;
        }
    }

    /**
     * By the default route of the subnet's route table, which may be missing.
     *
     * @param table the route table in force
     * @param route its default route
     * @param isPresumed whether the flow could also take an endpoint, so that a defect of the route is no breach: so it
     *     is for FIPS hosts
     */
    record ByDefaultRoute(RouteTable table, DefaultRoute route, boolean isPresumed) implements Path {
        @Override
        public boolean leadsOn() {
            return route.leadsOut();
        }

        /** The flow may take an endpoint after all, so that nothing found here is a breach. */
        @Override
        public Cause asMet(Cause defect) {
            return isPresumed
                    ? Cause.open(defect.code(), defect.resourceId(), defect.message(), defect.fix())
                            .on(Flow.FIPS)
                    : defect;
        }

        @Override
        public boolean mayUseInternetGateway() {
            return route.usesInternetGateway();
        }
    }

    /**
     * Nobody can tell.
     *
     * @param why the open question
     * @param table the route table in force, if that much is known: the flow may take its default route
     */
    record Unknown(Cause why, Optional<RouteTable> table) implements Path {
        /** Whether every way that comes into question is known, and only the choice among them is not. */
        boolean hasOnlyKnownWays() {
            return why.code() == CauseCode.S3_INTERFACE_ENDPOINT || why.code() == CauseCode.FIPS_REGISTRY;
        }

        @Override
        public boolean mayUseInternetGateway() {
            return table.map(known -> DefaultRoute.of(known).usesInternetGateway())
                    .orElse(true);
        }
    }
}
