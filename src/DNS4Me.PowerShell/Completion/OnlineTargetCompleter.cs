namespace DNS4Me.PowerShell.Completion;

/// <summary>What a host record can give while online, beside an address.</summary>
public sealed class OnlineTargetCompleter() : WordCompleter(nameof(HostTargetKind.Default), "port:", "url:");
