/// A root, an intermediate under it, and certificates with the key of `TestCertificate`; made for these tests and good for nothing else.
///
/// Made with `openssl ca` as `TestCertificate` was; valid from 2020 to 2120 but for `expired` (to 2021) and `future` (from 2099). All are
/// for localhost but `other`, and issued by the root but `chained`, which the intermediate issued.
enum TestChain {
    static let root = """
        -----BEGIN CERTIFICATE-----
        MIIBXjCCAQSgAwIBAgIUAIJdSDiqJvMCQN00RyYTNEgbAXUwCgYIKoZIzj0EAwIw
        FDESMBAGA1UEAwwJVGVzdCBSb290MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAx
        MDAwMDAwWjAUMRIwEAYDVQQDDAlUZXN0IFJvb3QwWTATBgcqhkjOPQIBBggqhkjO
        PQMBBwNCAAR+4RKRBIJ2QJ1OWLy/aTb9kpS4txIUwVB+UQJJgTUxLR/7PHwdEhfs
        owT5KmRu5bwrn6qmYBguNpf61DMNWhqKozIwMDAPBgNVHRMBAf8EBTADAQH/MB0G
        A1UdDgQWBBQxlLDnSN8DW4diA3yK2x583cE4GjAKBggqhkjOPQQDAgNIADBFAiB2
        098mPd6octME0dHPjx02y6nElyePcWRdyneET/vSSwIhAMdqlVPukInjjveNp1pO
        6aR13lVRlVFIbJuLSKcOer+f
        -----END CERTIFICATE-----
        """

    static let intermediate = """
        -----BEGIN CERTIFICATE-----
        MIIBhzCCAS2gAwIBAgIUYgkUrWJZrhC2j6kT8UpCPRZGpsUwCgYIKoZIzj0EAwIw
        FDESMBAGA1UEAwwJVGVzdCBSb290MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAx
        MDAwMDAwWjAcMRowGAYDVQQDDBFUZXN0IEludGVybWVkaWF0ZTBZMBMGByqGSM49
        AgEGCCqGSM49AwEHA0IABI/e+aUNWFm0zeJo0LmAzdPjCflvSdj0OjBxmYt21jB4
        W+GOm+2lyI1qBA0EpIdWw1oQnTC/P4Cee6mXW3/xKa2jUzBRMA8GA1UdEwEB/wQF
        MAMBAf8wHQYDVR0OBBYEFElICcgWCg7s6fwkCY6f9ttxBXOEMB8GA1UdIwQYMBaA
        FDGUsOdI3wNbh2IDfIrbHnzdwTgaMAoGCCqGSM49BAMCA0gAMEUCIQDsHKvfv6CX
        BjIfEEMPs6ip0Q1mqyjSacDApUnQ+cgW3AIgDL6Ks5ublHjv29M2pn8yBDmhYH47
        6ZYKPoIBkv3+HT8=
        -----END CERTIFICATE-----
        """

    static let chained = """
        -----BEGIN CERTIFICATE-----
        MIIBjDCCATKgAwIBAgIUdd2zeKbLG6Mkgt9k6YShdX4v1j8wCgYIKoZIzj0EAwIw
        HDEaMBgGA1UEAwwRVGVzdCBJbnRlcm1lZGlhdGUwIBcNMjAwMTAxMDAwMDAwWhgP
        MjEyMDAxMDEwMDAwMDBaMBQxEjAQBgNVBAMMCWxvY2FsaG9zdDBZMBMGByqGSM49
        AgEGCCqGSM49AwEHA0IABG1vy7ONcnRnJCCrPPka7x212p048ve0hGLEXNe3oyPm
        lgMNGZ0KCqvj/hW+DodFs8cb38vvRZkk5NTTXa70eQqjWDBWMBQGA1UdEQQNMAuC
        CWxvY2FsaG9zdDAdBgNVHQ4EFgQUDhjSo1fV2Uj66INingmRizyqPTYwHwYDVR0j
        BBgwFoAUSUgJyBYKDuzp/CQJjp/223EFc4QwCgYIKoZIzj0EAwIDSAAwRQIgR76X
        nyTicmyl9wne5uOHpeFcFsqQe2TpNlxtylod314CIQDH1DCrcx31/+7gp4gX8PCO
        XkpLfCMarnhfNdbYE3NhDA==
        -----END CERTIFICATE-----
        """

    static let expired = """
        -----BEGIN CERTIFICATE-----
        MIIBgjCCASigAwIBAgIUFiwL2v8T/TSqLwj3jWD17+Tv1rUwCgYIKoZIzj0EAwIw
        FDESMBAGA1UEAwwJVGVzdCBSb290MB4XDTIwMDEwMTAwMDAwMFoXDTIxMDEwMTAw
        MDAwMFowFDESMBAGA1UEAwwJbG9jYWxob3N0MFkwEwYHKoZIzj0CAQYIKoZIzj0D
        AQcDQgAEbW/Ls41ydGckIKs8+RrvHbXanTjy97SEYsRc17ejI+aWAw0ZnQoKq+P+
        Fb4Oh0Wzxxvfy+9FmSTk1NNdrvR5CqNYMFYwFAYDVR0RBA0wC4IJbG9jYWxob3N0
        MB0GA1UdDgQWBBQOGNKjV9XZSProg2KeCZGLPKo9NjAfBgNVHSMEGDAWgBQxlLDn
        SN8DW4diA3yK2x583cE4GjAKBggqhkjOPQQDAgNIADBFAiBj0RycmLSN+A8gj7KD
        f+Dq+N9LyZkZ3vn0ynz+DQLZbgIhAI6DYZNn3Qc10U+0VEigg8d8LuFni+++Iaqw
        ITQkAkZ5
        -----END CERTIFICATE-----
        """

    static let future = """
        -----BEGIN CERTIFICATE-----
        MIIBhzCCASygAwIBAgIUf1RHmUO+rwfScg6LWKq1Uj1yp4UwCgYIKoZIzj0EAwIw
        FDESMBAGA1UEAwwJVGVzdCBSb290MCIYDzIwOTkwMTAxMDAwMDAwWhgPMjEyMDAx
        MDEwMDAwMDBaMBQxEjAQBgNVBAMMCWxvY2FsaG9zdDBZMBMGByqGSM49AgEGCCqG
        SM49AwEHA0IABG1vy7ONcnRnJCCrPPka7x212p048ve0hGLEXNe3oyPmlgMNGZ0K
        Cqvj/hW+DodFs8cb38vvRZkk5NTTXa70eQqjWDBWMBQGA1UdEQQNMAuCCWxvY2Fs
        aG9zdDAdBgNVHQ4EFgQUDhjSo1fV2Uj66INingmRizyqPTYwHwYDVR0jBBgwFoAU
        MZSw50jfA1uHYgN8itsefN3BOBowCgYIKoZIzj0EAwIDSQAwRgIhAJRWRTYMmssQ
        FmATjiHSU4rT6TZChL9m15CHP8ELz4MUAiEAkzgD2URDdymKYUEFcDEK0ZwJSuJ+
        2wW/eIf8gvjf4rw=
        -----END CERTIFICATE-----
        """

    static let other = """
        -----BEGIN CERTIFICATE-----
        MIIBnjCCAUWgAwIBAgIUUuM9ooT1aaaPHfc6EMYj89w1W78wCgYIKoZIzj0EAwIw
        FDESMBAGA1UEAwwJVGVzdCBSb290MCAXDTIwMDEwMTAwMDAwMFoYDzIxMjAwMTAx
        MDAwMDAwWjAZMRcwFQYDVQQDDA5zbS5leGFtcGxlLmNvbTBZMBMGByqGSM49AgEG
        CCqGSM49AwEHA0IABG1vy7ONcnRnJCCrPPka7x212p048ve0hGLEXNe3oyPmlgMN
        GZ0KCqvj/hW+DodFs8cb38vvRZkk5NTTXa70eQqjbjBsMCoGA1UdEQQjMCGCDnNt
        LmV4YW1wbGUuY29tgg9hcGkuZXhhbXBsZS5jb20wHQYDVR0OBBYEFA4Y0qNX1dlI
        +uiDYp4JkYs8qj02MB8GA1UdIwQYMBaAFDGUsOdI3wNbh2IDfIrbHnzdwTgaMAoG
        CCqGSM49BAMCA0cAMEQCIBDoeVA+xfRkFRuUR20g+4knVVDZaRbBrV5hsgo8a1px
        AiAv/FMstSoPYMKLcPSNCP+F1wf5oO9Wc4JOxHiuc7qU4Q==
        -----END CERTIFICATE-----
        """
}
