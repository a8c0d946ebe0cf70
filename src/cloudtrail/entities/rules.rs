//! The table: what the records of each service name.

/// Ids to read from a record. In paths, `RQ` stands for `requestParameters`, `RS` for `responseElements`; `[]` goes
/// through a list.
pub enum Pick {
    /// The text at a path.
    One(&'static str),
    /// The value at a path, as text.
    AsText(&'static str),
    /// For each element of a list: these until one is missing or known, then the others.
    Each {
        /// Where the list stands.
        list: &'static str,
        /// Paths in the element. The script stops at the first that adds nothing.
        until_known: &'static [&'static str],
        /// Further ids of the element.
        then: &'static [Pick],
    },
    /// The elements of a list until one is known.
    ListUntilKnown(&'static str),
    /// The account that received the record.
    Account,
    /// The ARNs of `resources`.
    Resources,
    /// The instances a command of Systems Manager runs on.
    CommandTargets,
}

/// A service and what its records name.
pub struct Service {
    /// The event source without `.amazonaws.com`.
    pub name: &'static str,
    /// Ids for `related.entity`, whatever the action.
    pub related: &'static [Pick],
    /// Ids for `target.entity.id`, by action; the first row that fits counts.
    pub targets: &'static [TargetRule],
}

/// What some actions are aimed at.
pub struct TargetRule {
    actions: Actions,
    /// The ids.
    pub targets: &'static [Pick],
}

enum Actions {
    Named(&'static [&'static str]),
    Containing(&'static str),
}

impl TargetRule {
    /// Whether the row is for this action.
    pub fn is_for(&self, action: &str) -> bool {
        match self.actions {
            Actions::Named(names) => names.contains(&action),
            Actions::Containing(part) => action.contains(part),
        }
    }
}

use Pick::{Account, AsText, CommandTargets, Each, ListUntilKnown, One, Resources};

const fn on(actions: &'static [&'static str], targets: &'static [Pick]) -> TargetRule {
    TargetRule { actions: Actions::Named(actions), targets }
}

const fn containing(part: &'static str, targets: &'static [Pick]) -> TargetRule {
    TargetRule { actions: Actions::Containing(part), targets }
}

/// Every service the integration knows.
#[rustfmt::skip]
pub static SERVICES: &[Service] = &[
    Service { name: "cloudformation", related: &[], targets: &[
        on(&["CreateStackSet"], &[One("RS.stackSetId")]),
        on(&["CreateStack"], &[One("RS.stackId")]),
    ] },
    Service { name: "cloudtrail", related: &[
        One("RQ.name"), One("RQ.s3BucketName"), One("RS.cloudWatchLogsLogGroupArn"), One("RS.cloudWatchLogsRoleArn"),
        One("RS.kmsKeyId"), One("RS.snsTopicARN"), One("RS.trailARN"), One("RS.name"),
    ], targets: &[
        on(&["DeleteTrail", "StopLogging"], &[One("RQ.name")]),
        on(&["DescribeTrails"], &[Account]),
    ] },
    Service { name: "config", related: &[One("RQ.configurationRecorderName")], targets: &[
        on(&["StopConfigurationRecorder", "StartConfigurationRecorder"], &[One("RQ.configurationRecorderName")]),
    ] },
    Service { name: "ec2-instance-connect", related: &[], targets: &[
        on(&["SendSSHPublicKey", "SendSerialConsoleSSHPublicKey"], &[One("RQ.instanceId")]),
    ] },
    Service { name: "ec2", related: &[
        One("RQ.groupId"), One("RQ.groupName"), One("RQ.roleName"), One("RQ.subnetId"), One("RQ.volumeId"),
        One("RQ.networkInterfaceId"), One("RQ.vpcId"), One("RQ.snapshotId"),
        One("RS.groupId"), One("RS.reservationId"), One("RS.vpc.vpcId"), One("RS.vpc.dhcpOptionsId"),
        One("RS.snapshotId"), One("RS.volumeId"),
        Each { list: "RS.securityGroupRuleSet.items",
            until_known: &["groupId", "referencedGroupInfo.groupId", "securityGroupRuleId"], then: &[] },
        One("RS.groupSet.items[].groupId"), One("RQ.groupSet.items[].groupId"), One("RQ.instancesSet.items[].instanceId"),
        Each { list: "RS.instancesSet.items",
            until_known: &["subnetId", "vpcId", "instanceId", "imageId", "iamInstanceProfile.arn"],
            then: &[Each { list: "networkInterfaceSet.items", until_known: &["networkInterfaceId", "vpcId", "subnetId"],
                then: &[One("groupSet.items[].groupId")] }] },
        Each { list: "RQ.revokedSecurityGroupRuleSet.items", until_known: &["securityGroupRuleId", "groupId"], then: &[] },
    ], targets: &[
        on(&["AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress"],
            &[One("RQ.groupId"), One("RS.securityGroupRuleSet.items[].securityGroupRuleId")]),
        on(&["CreateTrafficMirrorFilter"],
            &[One("RS.CreateTrafficMirrorFilterResponse.trafficMirrorFilter.trafficMirrorFilterId")]),
        on(&["CreateTrafficMirrorFilterRule"],
            &[One("RS.CreateTrafficMirrorFilterRuleResponse.trafficMirrorFilterRule.trafficMirrorFilterRuleId")]),
        on(&["CreateTrafficMirrorSession"],
            &[One("RS.CreateTrafficMirrorSessionResponse.trafficMirrorSession.trafficMirrorSessionId")]),
        on(&["CreateTrafficMirrorTarget"],
            &[One("RS.CreateTrafficMirrorTargetResponse.trafficMirrorTarget.trafficMirrorTargetId")]),
        on(&["DeleteFlowLogs"], &[One("RQ.DeleteFlowLogsRequest.FlowLogId.content")]),
        on(&["DeleteNetworkAcl"], &[One("RQ.networkAclId")]),
        on(&["DeleteNetworkAclEntry"], &[One("RQ.networkAclId"), AsText("RQ.ruleNumber")]),
        on(&["GetPasswordData"], &[One("RQ.instanceId")]),
        on(&["ModifyImageAttribute"], &[One("RQ.imageId")]),
        on(&["ModifySnapshotAttribute"], &[One("RQ.snapshotId")]),
        on(&["DescribeSecurityGroups", "DescribeNetworkInterfaces", "DescribeRegions", "DescribeVpcs",
            "DescribeNetworkAcls", "DescribeVolumes"], &[Account]),
    ] },
    Service { name: "elasticfilesystem", related: &[], targets: &[
        on(&["DeleteFileSystem"], &[One("RQ.fileSystemId")]),
        on(&["DeleteMountTarget"], &[One("RQ.mountTargetId")]),
    ] },
    Service { name: "events", related: &[], targets: &[on(&["DeleteRule"], &[One("RQ.name")])] },
    Service { name: "guardduty", related: &[One("RQ.detectorId"), One("RS.detectorId")], targets: &[
        on(&["CreateDetector"], &[One("RS.detectorId")]),
        on(&["DeleteDetector"], &[One("RQ.detectorId")]),
    ] },
    Service { name: "iam", related: &[
        One("RQ.userName"), One("RQ.serialNumber"), One("RQ.accessKeyId"), One("RQ.policyArn"), One("RQ.roleName"),
        One("RQ.policyName"), One("RS.accessKey.userName"), One("RS.accessKey.accessKeyId"), One("RS.user.arn"),
        One("RS.user.userId"), One("RS.user.userName"), One("RS.userId"), One("RS.role.arn"), One("RS.serialNumber"),
    ], targets: &[
        on(&["AttachGroupPolicy"], &[One("RQ.groupName")]),
        on(&["AttachRolePolicy", "ListAttachedRolePolicies", "UpdateAssumeRolePolicy"], &[One("RQ.roleName")]),
        on(&["AttachUserPolicy"], &[One("RQ.policyArn"), One("RQ.userName")]),
        on(&["CreateAccessKey"], &[One("RS.accessKey.accessKeyId"), One("RQ.userName")]),
        on(&["CreateUser", "DeactivateMFADevice"], &[One("RQ.userName")]),
        on(&["DeleteVirtualMFADevice"], &[One("RQ.serialNumber")]),
        on(&["GetPolicy"], &[One("RQ.policyArn")]),
        on(&["CreatePolicy"], &[One("RS.policy.arn")]),
        on(&["ListRoles", "ListUsers"], &[Account]),
    ] },
    Service { name: "kms", related: &[
        One("RQ.keyId"), One("RS.keyId"), One("RS.keyMetadata.arn"), One("RS.keyMetadata.keyId"),
    ], targets: &[on(&["DisableKey", "ScheduleKeyDeletion"], &[Resources])] },
    Service { name: "lambda", related: &[
        One("RQ.functionName"), One("RS.functionArn"), One("RS.functionName"), One("RS.role"),
        ListUntilKnown("RS.vpcConfig.securityGroupIds"), ListUntilKnown("RS.vpcConfig.subnetIds"),
    ], targets: &[
        containing("AddPermission", &[One("RQ.functionName")]),
        containing("ListFunctions", &[Account]),
    ] },
    Service { name: "logs", related: &[], targets: &[
        on(&["DeleteLogGroup"], &[One("RQ.logGroupName")]),
        on(&["DeleteLogStream"], &[One("RQ.logStreamName")]),
    ] },
    Service { name: "monitoring", related: &[], targets: &[on(&["DeleteAlarms"], &[One("RQ.alarmNames[]")])] },
    Service { name: "rds", related: &[
        One("RQ.dBInstanceIdentifier"), One("RQ.dBInstanceArn"), One("RS.dBInstanceIdentifier"), One("RS.dbInstanceArn"),
        One("RS.dBSubnetGroup.vpcId"), One("RS.vpcSecurityGroups.vpcSecurityGroupId"),
        One("RS.dBSubnetGroup.subnets[].subnetIdentifier"), One("RS.vpcSecurityGroups[].vpcSecurityGroupId"),
    ], targets: &[
        on(&["DeleteDBCluster", "ModifyDBCluster", "StopDBCluster"], &[One("RS.dBClusterArn")]),
        on(&["DeleteDBInstance", "ModifyDBInstance", "StopDBInstance", "RestoreDBInstanceFromDBSnapshot",
            "RestoreDBInstanceFromS3"], &[One("RS.dBInstanceArn")]),
        on(&["DeleteGlobalCluster"], &[One("RS.globalClusterArn")]),
        on(&["ModifyDBClusterSnapshotAttribute"], &[One("RS.dBClusterSnapshotIdentifier")]),
        on(&["ModifyDBSnapshotAttribute"], &[One("RS.dBSnapshotIdentifier")]),
        on(&["DescribeDBInstances"], &[Account]),
    ] },
    Service { name: "rolesanywhere", related: &[], targets: &[
        on(&["CreateTrustAnchor"], &[One("RS.trustAnchor.trustAnchorArn")]),
    ] },
    Service { name: "route53resolver", related: &[], targets: &[
        on(&["DeleteResolverQueryLogConfig"], &[One("RS.resolverQueryLogConfig.arn")]),
    ] },
    Service { name: "s3", related: &[One("RQ.bucketName")], targets: &[
        on(&["CopyObject", "PutBucketLogging", "PutBucketVersioning", "PutObject", "GetBucketPolicy", "ListObjects",
            "HeadObject", "GetObject", "DeleteObject", "DeleteBucket"], &[Resources]),
        on(&["PutBucketReplication"], &[Resources, One("RQ.ReplicationConfiguration.Rule.Destination.Bucket")]),
        on(&["ListBuckets"], &[Account]),
    ] },
    Service { name: "secretsmanager", related: &[], targets: &[
        on(&["BatchGetSecretValue"], &[One("RQ.secretIdList[]")]),
        on(&["GetSecretValue"], &[One("RQ.secretId")]),
    ] },
    Service { name: "signin", related: &[], targets: &[on(&["ConsoleLogin"], &[Account])] },
    Service { name: "ssm", related: &[], targets: &[
        on(&["GetParameter", "GetParameters", "CreateControlChannel", "OpenControlChannel"], &[Resources]),
        on(&["StartSession"], &[One("RQ.target")]),
        on(&["CreateDocument"], &[One("RQ.name")]),
        on(&["TerminateSession", "OpenDataChannel"], &[One("RQ.sessionId")]),
        on(&["SendCommand"], &[CommandTargets]),
        on(&["ListInstanceAssociations"], &[Account]),
    ] },
    Service { name: "sts", related: &[
        One("RQ.roleArn"), One("sourceIdentity"), One("additionalEventData.MFAIdentifier"), One("RS.assumedRoleUser.arn"),
        One("RQ.roleSessionName"), One("RS.accessKeyId"),
    ], targets: &[
        on(&["AssumeRole"], &[One("RQ.roleArn")]),
        on(&["GetCallerIdentity"], &[Account]),
    ] },
    Service { name: "wafv2", related: &[One("RQ.id"), One("RS.summary")], targets: &[
        on(&["DeleteRuleGroup", "DeleteWebACL"], &[One("RQ.id")]),
    ] },
    Service { name: "sns", related: &[], targets: &[
        on(&["CreateTopic"], &[One("RS.topicArn")]),
        on(&["Subscribe", "Publish"], &[One("RQ.topicArn")]),
    ] },
    Service { name: "bedrock", related: &[], targets: &[on(&["Converse"], &[One("RQ.modelId")])] },
    Service { name: "elasticloadbalancing", related: &[], targets: &[on(&["DescribeLoadBalancers"], &[Account])] },
    Service { name: "dynamodb", related: &[], targets: &[on(&["ListTables"], &[Account])] },
];
