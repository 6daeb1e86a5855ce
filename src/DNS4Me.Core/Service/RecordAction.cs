namespace DNS4Me.Service;

/// <summary>What is to become of a record.</summary>
public enum RecordAction
{
    /// <summary>It is added.</summary>
    Add,

    /// <summary>It is changed.</summary>
    Set,

    /// <summary>It is removed.</summary>
    Remove,
}
