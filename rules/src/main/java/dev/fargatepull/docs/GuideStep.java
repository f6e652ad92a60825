package dev.fargatepull.docs;

import java.util.Arrays;
import java.util.List;

/** What the AWS guide to a failing pull asks a person to look at, in its order. */
enum GuideStep {
    G1("the route table of the task's subnet leads to the registry"),
    G2("a task behind an internet gateway has a public IP address"),
    G3("with AWS PrivateLink, every VPC endpoint of a pull is there"),
    G4("the policies of those endpoints allow the pull"),
    G5("the security groups of those endpoints admit the tasks on port 443"),
    G6("the VPC's DHCP option set uses Amazon's DNS"),
    G7("the task execution role may pull from Amazon ECR"),
    G8("the image exists");

    /** How do I resolve the "cannotpullcontainererror" error for my Amazon ECS tasks on Fargate? */
    static final String GUIDE = "https://repost.aws/knowledge-center/ecs-fargate-pull-container-error";

    private final String asks;

    GuideStep(String asks) {
        this.asks = asks;
    }

    /** The steps a declaration names, as in {@code G1, G2}. */
    static List<GuideStep> of(String declared) {
        return Arrays.stream(declared.split(",", -1))
                .map(String::strip)
                .filter(step -> !step.isEmpty())
                .map(GuideStep::valueOf)
                .toList();
    }

    /** What it asks to be so. */
    String asks() {
        return asks;
    }
}
