# The cmdlets are in DNS4Me.PowerShell.dll, which the manifest loads. What stands here runs at every import and uses the language alone: a
# command of the Utility or Management module would load that module too.
Set-StrictMode -Version 3.0
