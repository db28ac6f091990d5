package enum HelpWords {
    package static let filter = [
        ("word", "It must occur in code, name, email, country, id, phone, contact, city or reseller"),
        ("\"two words\"", "They must occur together"),
        ("!word", "It must not"),
        ("one|other", "One of them must occur"),
        ("status:in-doubt", "A state, or its beginning; status:failed is refused or not sent"),
        ("role:reseller", "A type: reseller, customer, end or direct"),
        ("parent:R-100", "The customers of a reseller, by its code or a part of its name"),
        ("system:dropbox", "Anything is known on that system"),
        ("country:de", "A country, by its code or name"),
        ("name:part", "A part of the name; so are code:, email: and phone:"),
        ("storefront:yes", "Storefront-managed, or not"),
        ("changed:7d", "Changed within 7 days; also 15m, 2h, 1w, today, yesterday, on 2026-11-25, in 2026-11"),
    ]

    /// What keys do in the fields of a form, beside those that the table of bindings has.
    package static let fields = [
        ("↵", "The next field or the button; on Parent Account the resellers"),
        ("← →", "The choice before or after; so does its first letter"),
        ("Space", "Mark a choice, where several are allowed"),
        ("Ctrl+A Ctrl+E", "To the beginning and the end of a text; Ctrl+← Ctrl+→ by words"),
        ("Ctrl+U Ctrl+K", "Delete to the beginning and to the end; Ctrl+W the word before"),
    ]
}
