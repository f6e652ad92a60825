package dev.fargatepull.core.rule;

/** How much a breach costs: the severity labels of AWS Security Hub. */
public enum Severity {
    CRITICAL,
    HIGH,
    MEDIUM
}
