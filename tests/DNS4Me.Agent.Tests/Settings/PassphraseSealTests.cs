using System.Text;
using DNS4Me.Agent.Settings;
using DNS4Me.Local;

namespace DNS4Me.Agent.Tests.Settings;

public class PassphraseSealTests
{
    private const string Passphrase = "correct horse";
    private static readonly RegisterRequest Registration = new() { Name = "Alice", Email = "alice@example.com", RegistrationId = "PLANTED-SECRET-0003" };
    private static readonly SealedSecret Sealed = PassphraseSeal.Seal(Registration, Passphrase);

    [Fact]
    public void The_same_passphrase_opens_it()
        => Assert.Equal(Registration, PassphraseSeal.Open(Sealed, Passphrase));

    [Fact]
    public void One_typed_in_another_Unicode_form_opens_it_too()
        => Assert.Equal(Registration, PassphraseSeal.Open(PassphraseSeal.Seal(Registration, "caf\u00e9"), "cafe\u0301"));

    [Theory]
    [InlineData("Correct horse")]
    [InlineData("correct horse ")]
    [InlineData("x")]
    public void Another_passphrase_is_a_fault_of_its_own(string passphrase)
        => Assert.Equal(FaultCode.PassphraseWrong, FaultOf(Sealed, passphrase).Code);

    [Fact]
    public void Whatever_is_altered_keeps_it_shut()
    {
        foreach (var altered in new[]
        {
            Sealed with { Salt = Flipped(Sealed.Salt) },
            Sealed with { Nonce = Flipped(Sealed.Nonce) },
            Sealed with { Tag = Flipped(Sealed.Tag) },
            Sealed with { Ciphertext = Flipped(Sealed.Ciphertext) },
            Sealed with { Ciphertext = Sealed.Ciphertext[1..] },
            Sealed with { Iterations = Sealed.Iterations + 1 },
        })
        {
            Assert.Equal(FaultCode.PassphraseWrong, FaultOf(altered, Passphrase).Code);
        }
    }

    [Fact]
    public void Too_few_or_too_many_rounds_are_refused_before_any_is_made()
    {
        Assert.Equal("registration.iterations", FaultOf(Sealed with { Iterations = 1 }, Passphrase).Field);
        Assert.Equal("registration.iterations", FaultOf(Sealed with { Iterations = int.MaxValue }, Passphrase).Field);
    }

    [Fact]
    public void What_was_sealed_must_be_a_registration()
        => Assert.Equal("email", FaultOf(PassphraseSeal.Seal(Registration with { Email = "x" }, Passphrase), Passphrase).Field);

    [Fact]
    public void Nothing_is_sealed_under_a_blank()
        => Assert.Equal("passphrase", Assert.Throws<DNS4MeException>(() => PassphraseSeal.Seal(Registration, " ")).Fault.Field);

    [Fact]
    public void No_two_seals_are_alike_and_none_shows_the_secret()
    {
        var second = PassphraseSeal.Seal(Registration, Passphrase);
        Assert.NotEqual(Sealed.Salt, second.Salt);
        Assert.NotEqual(Sealed.Nonce, second.Nonce);
        Assert.DoesNotContain("PLANTED", Encoding.Latin1.GetString(second.Ciphertext));
        Assert.Equal(ConfigurationRules.SealIterations, second.Iterations);
    }

    private static byte[] Flipped(byte[] bytes) => [(byte)(bytes[0] ^ 1), .. bytes[1..]];

    private static Fault FaultOf(SealedSecret secret, string passphrase) => Assert.Throws<DNS4MeException>(() => PassphraseSeal.Open(secret, passphrase)).Fault;
}
