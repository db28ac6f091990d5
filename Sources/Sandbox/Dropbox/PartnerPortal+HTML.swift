import FoundationEssentials

/// The portal as a web page: who was created under whom.
extension PartnerPortal {
    var html: String {
        let list = count == 0 ? "<p>Nobody has been created yet.</p>" : tree(under: nil)
        return """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8"><title>Partner Portal (sandbox)</title>
            <style>
            body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 3rem auto; padding: 0 1rem; color: #1e1919; }
            h1 { font-weight: 600 } ul { list-style: none; padding-left: 1.5rem; border-left: 1px solid #ddd }
            li { margin: .6rem 0 } code { background: #f2f0ee; padding: .1rem .3rem } small { color: #666; display: block }
            </style></head>
            <body><h1>Partner Portal</h1><p>A sandbox: \(count) account\(count == 1 ? "" : "s").</p>
            \(list)</body></html>

            """
    }

    private func tree(under parent: String?) -> String {
        let children = children(of: parent)
        guard !children.isEmpty else { return "" }
        let items = children.map { account in
            let team = account.team == account.name ? "" : " · team \"<bdi>\(account.team.escaped)</bdi>\""
            return """
                <li><strong><bdi>\(account.name.escaped)</bdi></strong> <code>\(account.id.escaped)</code>
                <small>\(account.role) · <bdi>\(account.email.escaped)</bdi> · Reseller ID <bdi>\(account.resellerID.escaped)</bdi>\(team)</small>
                \(tree(under: account.id))</li>
                """
        }
        return "<ul>\(items.joined())</ul>"
    }
}
