"""Client: botocore's client for Meridian's own operations, from the model in deploy/sdk."""

import pathlib

from cluster.errors import ClusterError

MODELS = pathlib.Path(__file__).resolve().parents[1] / "sdk"

try:
    import botocore.config
    import botocore.exceptions
    import botocore.loaders
    import botocore.session

    UNAVAILABLE = (botocore.exceptions.BotoCoreError, botocore.exceptions.ClientError, ClusterError)
except ImportError:
    botocore = None
    UNAVAILABLE = (ClusterError,)


def meridian(endpoint, region, access_key_id, secret_access_key, read_timeout=5, attempts=1):
    """A client of one region; ClusterError when botocore isn't installed."""
    if botocore is None:
        raise ClusterError("botocore is not installed; deploy/install-deps brings it (package python3-boto3)")
    session = botocore.session.Session()
    loader = botocore.loaders.create_loader(str(MODELS))
    session.register_component("data_loader", loader)
    return session.create_client(
        "meridian",
        region_name=region,
        endpoint_url=endpoint,
        aws_access_key_id=access_key_id,
        aws_secret_access_key=secret_access_key,
        config=botocore.config.Config(
            connect_timeout=2, read_timeout=read_timeout, retries={"total_max_attempts": attempts}
        ),
    )
