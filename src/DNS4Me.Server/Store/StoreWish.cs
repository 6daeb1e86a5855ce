namespace DNS4Me.Server.Store;

/// <summary>Something that the store's writer is asked for, waiting for its commit.</summary>
internal abstract class StoreWish
{
    /// <summary>How much work it is: about how many rows it writes.</summary>
    public abstract int Weight { get; }

    /// <summary>Whether what other processes changed has to be known first.</summary>
    public abstract bool WantsLook { get; }

    /// <summary>Decides what is to come of it and notes that in the commit. A refusal is kept for the asker and does not hinder others.</summary>
    public abstract void Decide(StoreCommit commit);

    /// <summary>Tells the asker, after the commit.</summary>
    public abstract void Acknowledge();

    /// <summary>Tells the asker that nothing was changed.</summary>
    public abstract void Fail(Exception cause);
}
