namespace DNS4Me.PowerShell.Completion;

/// <summary>What a host record can give while offline, beside an address.</summary>
public sealed class OfflineTargetCompleter() : WordCompleter(nameof(HostTargetKind.Default), nameof(HostTargetKind.OfflinePage), "url:");
