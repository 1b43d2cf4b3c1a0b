//! Who may do what, and how data is protected.

use super::declare::{record, words};
use super::endpoint::EndpointRef;
use super::shape::{ROLE, SCHEME};
use super::{List, Map, Name, Toggle};
use crate::value::{Duration, Rate};

words! {
    /// How a caller says who it is.
    SchemeKind {
        /// Delegated access by tokens.
        Oauth2 = "oauth2",
        /// Sign-in on top of OAuth 2.0.
        Oidc = "oidc",
        /// Signed tokens of our own.
        Jwt = "jwt",
        /// A long-lived key.
        ApiKey = "api-key",
        /// Certificates on both sides.
        Mtls = "mtls",
        /// A cookie that names a session.
        Session = "session",
        /// User name and password with each request.
        Basic = "basic",
        /// A signature over each request, such as HTTP message signatures.
        Signature = "signature",
        /// Sign-in through assertions of an identity provider.
        Saml = "saml",
    }
}

words! {
    /// How a client gets a token.
    GrantFlow {
        /// A code, with proof that it was asked for.
        AuthorizationCodePkce = "authorization-code-pkce",
        /// A code, without that proof.
        AuthorizationCode = "authorization-code",
        /// By its own name and secret.
        ClientCredentials = "client-credentials",
        /// By a code that a person types elsewhere.
        DeviceCode = "device-code",
        /// By the person's password.
        Password = "password",
        /// In the address bar.
        Implicit = "implicit",
    }
}

words! {
    /// What decides who may do what.
    AuthorizationModel {
        /// Roles.
        Rbac = "rbac",
        /// Attributes.
        Abac = "abac",
        /// Relations.
        Rebac = "rebac",
        /// Lists.
        Acl = "acl",
        /// Scopes of the caller's token.
        Scopes = "scopes",
    }
}

words! {
    /// What happens where no rule speaks.
    Verdict {
        /// No.
        Deny = "deny",
        /// Yes.
        Allow = "allow",
    }
}

record! {
    /// Who may do what, and how data is protected.
    Security "security" {
        /// How callers say who they are.
        authentication: List<Scheme>,
        /// Who may do what.
        authorization: Authorization,
        /// How services know each other: `mtls`, `jwt`, `none`.
        service_to_service: String,
        /// How passwords are kept.
        passwords: Passwords,
        /// How secrets are kept.
        secrets: Secrets,
        /// How data is made unreadable to others.
        encryption: Encryption,
        /// How often anybody may call.
        rate_limit: RateLimit,
        /// What stands against abuse, such as `[account lockout, bot detection]`.
        abuse: List<String>,
        /// Pages of other origins that may call.
        cors: Cors,
        /// Security headers, such as `[hsts, csp]`.
        headers: List<String>,
        /// What is recorded.
        audit: Toggle<Audit>,
        /// Classes of data and how sensitive each is, such as `{ card: restricted }`.
        data_classes: Map<String>,
    }
}

record! {
    /// How callers say who they are.
    Scheme "authentication scheme" short kind {
        /// Its name.
        name: Name<SCHEME>,
        /// What kind.
        kind: SchemeKind,
        /// How a client gets a token.
        flow: GrantFlow,
        /// Clients that run at people's hands, such as `[web, ios]`.
        clients: List<String>,
        /// What clients ask for, such as `[openid, profile]`.
        scopes: List<String>,
        /// Where people come back to after signing in, such as `[https://shop.example/callback]`.
        redirects: List<String>,
        /// Whether people prove who they are in a second way too, and by what, such as `webauthn`.
        mfa: Toggle<String>,
        /// Who signs in: `keycloak`, `auth0`, `cognito`.
        provider: String,
        /// The token that each request carries.
        access_token: Token,
        /// The token that gets the next one.
        refresh_token: Token,
        /// How signing keys change.
        keys: SigningKeys,
        /// The endpoint that signs in.
        login: EndpointRef,
        /// The endpoint that gets the next token.
        refresh: EndpointRef,
        /// The endpoint that signs out.
        logout: EndpointRef,
        /// Where a key or token stands: `header`, `cookie`, `query`.
        r#in: String,
        /// How often keys change.
        rotation: Duration,
        /// How often one key may call.
        quota: Rate,
        /// How a session's cookie is kept, such as `[http-only, secure, same-site]`.
        cookie: List<String>,
    }
}

record! {
    /// A token.
    Token "token" short ttl {
        /// How long it is good.
        ttl: Duration,
        /// How it is signed: `RS256`, `ES256`, `HS256`, `EdDSA`.
        algorithm: String,
        /// What it says, such as `[sub, roles, exp, iat]`.
        claims: List<String>,
        /// Whom it is for.
        audience: String,
        /// Whether using it gives a new one and ends the old one.
        rotation: bool,
        /// How the server keeps it: `hashed`, `plain`, `none`.
        stored: String,
        /// What names it, such as `jti`.
        id: String,
        /// Whether it can be read without asking who issued it: `jwt`, or `opaque` where it cannot.
        format: String,
        /// Whether the server can end it early.
        revocable: bool,
    }
}

record! {
    /// How signing keys change.
    SigningKeys "signing keys" short rotation {
        /// How often.
        rotation: Duration,
        /// Whether they are published as a key set.
        jwks: bool,
    }
}

record! {
    /// Who may do what.
    Authorization "authorization" short model {
        /// What decides.
        model: AuthorizationModel,
        /// The roles.
        roles: List<Role>,
        /// What happens where no rule speaks.
        default: Verdict,
        /// Policies by name.
        policies: List<String>,
    }
}

record! {
    /// A role.
    Role "role" short name {
        /// Its name.
        name(required): Name<ROLE>,
        /// What it may do, such as `orders:read:own`.
        can: List<String>,
        /// Roles whose rights it has too.
        inherits: List<super::Ref<ROLE>>,
    }
}

record! {
    /// How passwords are kept.
    Passwords "password policy" short hash {
        /// By which function: `argon2id`, `bcrypt`, `scrypt`.
        hash: String,
        /// The shortest that is taken.
        min_length: u64,
    }
}

record! {
    /// How secrets are kept.
    Secrets "secret store" short store {
        /// Where: `vault`, `aws-secrets-manager`, `kubernetes`.
        store: String,
        /// How often they change.
        rotation: Duration,
    }
}

record! {
    /// How data is made unreadable to others.
    Encryption "encryption" {
        /// On the way, such as `tls1.3`.
        in_transit: Toggle<String>,
        /// At rest, such as `aes-256-gcm`.
        at_rest: Toggle<String>,
        /// Who keeps the keys, such as `kms`.
        keys: String,
    }
}

record! {
    /// How often anybody may call.
    RateLimit "rate limit" short default {
        /// Where an endpoint says nothing else.
        default: Rate,
        /// How it is counted: `token-bucket`, `sliding-window`, `fixed-window`, `leaky-bucket`.
        algorithm: String,
        /// Headers that tell callers where they stand.
        headers: List<String>,
        /// Where calls are counted: a store, or `in-process` for each instance by itself.
        store: String,
    }
}

record! {
    /// Pages of other origins that may call.
    Cors "cross-origin policy" short origins {
        /// The origins.
        origins: List<String>,
        /// Whether they may send cookies.
        credentials: bool,
    }
}

record! {
    /// What is recorded.
    Audit "audit", list actions {
        /// The actions.
        actions: List<String>,
        /// Where.
        store: String,
        /// How long.
        keep: Duration,
        /// Whether a record can be changed afterwards.
        immutable: bool,
    }
}
