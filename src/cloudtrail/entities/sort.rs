//! What an id stands for.

/// What an id stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// A user, role, session or key.
    User,
    /// An EC2 instance.
    Host,
    /// Something that belongs to a service.
    Service,
    /// Anything else: account ids, bare names, image ids.
    Other,
}

/// Resource types of ARNs that stand for users.
const USERS: &[&str] = &["user", "role", "assumed-role", "federated-user", "instance-profile", "mfa", "serialNumber"];

/// Resource types of ARNs that belong to a service.
#[rustfmt::skip]
const SERVICES: &[&str] = &[
    "stack", "stack-set", "trail", "configuration-recorder", "file-system", "mount-target", "rule", "detector", "key",
    "function", "log-group", "log-stream", "alarm", "db", "cluster", "global-cluster", "trust-anchor",
    "resolver-query-log-config", "secret", "parameter", "document", "session", "webacl", "rulegroup", "ipset", "topic",
    "model", "loadbalancer", "table", "group", "policy", "security-group", "network-interface", "vpc", "subnet",
    "network-acl", "dhcp-options",
];

/// How the ids of network resources start.
#[rustfmt::skip]
const SERVICE_IDS: &[&str] = &[
    "sg-", "sgr-", "eni-", "vpc-", "subnet-", "acl-", "rtb-", "igw-", "nat-", "vpce-", "tgw-", "pcx-",
];

/// Length of an access key's id.
const ACCESS_KEY: usize = 20;

impl Sort {
    /// What `id` stands for.
    pub fn of(id: &str) -> Self {
        if id.starts_with("arn:") {
            return Self::of_arn(id);
        }
        if id.starts_with("AKIA") && id.encode_utf16().count() == ACCESS_KEY {
            Self::User
        } else if id.starts_with("i-") {
            Self::Host
        } else if SERVICE_IDS.iter().any(|start| id.starts_with(start)) {
            Self::Service
        } else {
            Self::Other
        }
    }

    fn of_arn(arn: &str) -> Self {
        let Some(resource_type) = resource_type(arn) else { return Self::Other };
        if is_service_role(arn) {
            Self::Service
        } else if USERS.contains(&resource_type) {
            Self::User
        } else if resource_type == "instance" {
            Self::Host
        } else if SERVICES.contains(&resource_type) || arn.split(':').nth(2) == Some("s3") {
            Self::Service
        } else {
            Self::Other
        }
    }
}

/// Whether the id is a role that only a service assumes.
pub fn is_service_role(id: &str) -> bool {
    id.contains("/AWSServiceRoleFor") || id.contains("/aws-service-role/")
}

/// Whether the ARN is one of somebody who can act.
pub fn is_principal(arn: &str) -> bool {
    resource_type(arn).is_some_and(|found| ["user", "role", "assumed-role", "federated-user"].contains(&found))
}

/// `i-0a1b2c3d4e5f` of itself or of an instance's ARN.
pub fn instance_id(id: &str) -> Option<&str> {
    let bare = if id.starts_with("arn:") {
        let mut parts = id.split(':');
        (parts.nth(2)? == "ec2").then_some(())?;
        parts.nth(2)?.strip_prefix("instance/")?
    } else {
        id
    };
    bare.starts_with("i-").then_some(bare)
}

/// The sixth part of an ARN up to its first `/`, unless that comes first.
fn resource_type(arn: &str) -> Option<&str> {
    let part = arn.strip_prefix("arn:")?.split(':').nth(4)?;
    match part.split_once('/') {
        Some((resource_type, _)) if !resource_type.is_empty() => Some(resource_type),
        _ => Some(part),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_sorted_by_what_they_stand_for() {
        for (id, expected) in [
            ("arn:aws:iam::111122223333:user/alice", Sort::User),
            ("arn:aws:sts::111122223333:assumed-role/audit/alice", Sort::User),
            ("arn:aws:iam::111122223333:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS", Sort::Service),
            ("arn:aws:iam::111122223333:instance-profile/web", Sort::User),
            ("arn:aws:ec2:us-east-1:111122223333:instance/i-0a1b2c3d4e5f", Sort::Host),
            ("arn:aws:kms:us-east-1:111122223333:key/1234", Sort::Service),
            ("arn:aws:lambda:us-east-1:111122223333:function:ingest", Sort::Service),
            ("arn:aws:s3:::logs/a/b", Sort::Service),
            ("arn:aws:iam::111122223333:root", Sort::Other),
            ("arn:aws:sns:topic", Sort::Other),
            ("AKIAIOSFODNN7EXAMPLE", Sort::User),
            ("AKIAshort", Sort::Other),
            ("i-0a1b2c3d4e5f", Sort::Host),
            ("vpce-1", Sort::Service),
            ("111122223333", Sort::Other),
            ("ami-1", Sort::Other),
        ] {
            assert_eq!(Sort::of(id), expected, "for {id}");
        }
    }

    #[test]
    fn instance_ids_are_bare() {
        for (id, expected) in [
            ("i-0a1b2c3d4e5f", Some("i-0a1b2c3d4e5f")),
            ("arn:aws:ec2:us-east-1:111122223333:instance/i-0a1b2c3d4e5f", Some("i-0a1b2c3d4e5f")),
            ("arn:aws:ec2:us-east-1:111122223333:instance/other", None),
            ("arn:aws:ssm:us-east-1:111122223333:instance/i-0a1b2c3d4e5f", None),
        ] {
            assert_eq!(instance_id(id), expected, "for {id}");
        }
    }
}
