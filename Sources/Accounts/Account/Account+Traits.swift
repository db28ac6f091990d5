extension Account {
    /// What the BSS says of an account, by name: all that a request is made from, beside the parent.
    ///
    /// The names are those of the columns of a file of accounts.
    package var traits: [String: String] {
        let all = [
            "code": code.rawValue, "name": name, "type": kind.rawValue, "email": email, "country": country,
            "phone": phone,
            "website": website, "contact_first_name": contact.firstName, "contact_last_name": contact.lastName,
            "address1": address.line1, "address2": address.line2, "city": address.city, "post_code": address.postCode,
            "state": address.state, "storefront": isStorefrontManaged ? "true" : "",
        ]
        return all.filter { !$0.value.isEmpty }
    }
}
