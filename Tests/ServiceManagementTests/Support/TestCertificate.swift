/// A self-signed certificate for localhost and its key, made for these tests and good for nothing else; valid from 2020 to 2120.
///
/// Made with `openssl req -new` and `openssl ca -selfsign -startdate 20200101000000Z -enddate 21200101000000Z`.
enum TestCertificate {
    static let certificate = """
        -----BEGIN CERTIFICATE-----
        MIIBYDCCAQegAwIBAgIBATAKBggqhkjOPQQDAjAUMRIwEAYDVQQDDAlsb2NhbGhv
        c3QwIBcNMjAwMTAxMDAwMDAwWhgPMjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMM
        CWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABG1vy7ONcnRnJCCr
        PPka7x212p048ve0hGLEXNe3oyPmlgMNGZ0KCqvj/hW+DodFs8cb38vvRZkk5NTT
        Xa70eQqjSDBGMA8GA1UdEwEB/wQFMAMBAf8wFAYDVR0RBA0wC4IJbG9jYWxob3N0
        MB0GA1UdDgQWBBQOGNKjV9XZSProg2KeCZGLPKo9NjAKBggqhkjOPQQDAgNHADBE
        AiB3zPEMZ17MkHz2UF7jxkDHztrU/MdOX4Kv1qO1gnAFDwIgGZva5eaY+bh9261Y
        Z2gYqhkpKVNUaEVm4YPipMkG/Fg=
        -----END CERTIFICATE-----
        """

    static let key = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgCY/bAyj/LRUXuhwk
        HOWcBGhs4Zh7D6qQItuDIYebm+ihRANCAARtb8uzjXJ0ZyQgqzz5Gu8dtdqdOPL3
        tIRixFzXt6Mj5pYDDRmdCgqr4/4Vvg6HRbPHG9/L70WZJOTU012u9HkK
        -----END PRIVATE KEY-----
        """
}
