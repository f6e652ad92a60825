package dev.fargatepull.core.network;

import dev.fargatepull.core.aws.ResourceType;
import dev.fargatepull.core.aws.Subnet;
import dev.fargatepull.core.aws.VpcBlockPublicAccessExclusion;
import dev.fargatepull.core.aws.VpcBlockPublicAccessOptions;
import dev.fargatepull.core.aws.VpcBlockPublicAccessOptions.Mode;
import dev.fargatepull.core.cause.Cause;
import dev.fargatepull.core.cause.CauseCode;
import dev.fargatepull.core.inventory.RegionInventory;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * VPC Block Public Access: it overrides route tables and public addresses.
 *
 * <p>VPC User Guide, "Block public access to VPCs and subnets".
 */
final class BlockPublicAccess {

    private final RegionInventory inventory;

    BlockPublicAccess(RegionInventory inventory) {
        this.inventory = inventory;
    }

    /** What stops tasks in a subnet that go straight through the VPC's internet gateway. */
    Optional<Cause> stopsInternetGateway(String vpcId, String subnetId) {
        return mode() == Mode.OFF
                ? Optional.empty()
                : unlessExcluded(
                        vpcId,
                        subnetId,
                        exclusion -> exclusion.allowsIngress()
                                && (covers(exclusion, vpcId)
                                        || exclusion.subnetId().equals(Optional.of(subnetId))));
    }

    /** What stops a NAT gateway in a subnet of the VPC. */
    Optional<Cause> stopsNatGateway(String vpcId, String natSubnetId) {
        return mayStopNatGateways()
                ? unlessExcluded(
                        vpcId,
                        natSubnetId,
                        exclusion ->
                                covers(exclusion, vpcId) || exclusion.subnetId().equals(Optional.of(natSubnetId)))
                : Optional.empty();
    }

    /** What stops a NAT gateway somewhere in the VPC: an exclusion of any subnet that may be its own frees it. */
    Optional<Cause> stopsNatGatewaySomewhere(String vpcId) {
        return mayStopNatGateways()
                ? unlessExcluded(
                        vpcId, vpcId, exclusion -> covers(exclusion, vpcId) || maybeCoversSubnetOf(exclusion, vpcId))
                : Optional.empty();
    }

    private boolean mayStopNatGateways() {
        return mode() == Mode.BLOCK_BIDIRECTIONAL || mode() == Mode.UNKNOWN;
    }

    /** What it blocks; without an item of its options it is off, as it is in every account that never touched it. */
    private Mode mode() {
        return inventory.all(VpcBlockPublicAccessOptions.class).stream()
                .map(VpcBlockPublicAccessOptions::mode)
                .findFirst()
                .orElse(Mode.OFF);
    }

    private Optional<Cause> unlessExcluded(
            String vpcId, String blocked, Predicate<VpcBlockPublicAccessExclusion> frees) {
        if (inventory.all(VpcBlockPublicAccessExclusion.class).stream().anyMatch(frees)) {
            return Optional.empty();
        }
        if (!inventory.knowsAll(ResourceType.EC2_VPC_BLOCK_PUBLIC_ACCESS_EXCLUSION)) {
            return Optional.of(Cause.open(
                    CauseCode.TYPE_NOT_RECORDED,
                    ResourceType.EC2_VPC_BLOCK_PUBLIC_ACCESS_EXCLUSION.awsName(),
                    "VPC Block Public Access is on, and AWS Config does not record its exclusions here",
                    "Add AWS::EC2::VPCBlockPublicAccessExclusion to the recorder."));
        }
        if (mode() == Mode.UNKNOWN) {
            return Optional.of(Cause.open(
                    CauseCode.INTERNET_ACCESS_BLOCKED,
                    blocked,
                    "VPC Block Public Access is in a mode that is not known here, and may stop %s".formatted(blocked),
                    "See aws ec2 describe-vpc-block-public-access-options."));
        }
        return Optional.of(Cause.breach(
                CauseCode.INTERNET_ACCESS_BLOCKED,
                blocked,
                "VPC Block Public Access (%s) stops %s, with no exclusion for it"
                        .formatted(mode() == Mode.BLOCK_INGRESS ? "block-ingress" : "block-bidirectional", blocked),
                "Exclude %s or its subnet, or add endpoints.".formatted(vpcId)));
    }

    private static boolean covers(VpcBlockPublicAccessExclusion exclusion, String vpcId) {
        return exclusion.vpcId().equals(Optional.of(vpcId));
    }

    private boolean maybeCoversSubnetOf(VpcBlockPublicAccessExclusion exclusion, String vpcId) {
        return exclusion.subnetId().isPresent()
                && exclusion
                        .subnetId()
                        .flatMap(subnetId -> inventory.find(Subnet.class, subnetId))
                        .map(subnet -> subnet.vpcId().equals(vpcId))
                        .orElse(true);
    }
}
